package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class EmbeddedBrokerIT {

  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  @Test
  void givesUpABrokerThatDiesAgainAndAgain() {
    int port = Ports.free().of(Part.BROKER);
    AtomicInteger starts = new AtomicInteger();
    try (EmbeddedBroker broker =
        new EmbeddedBroker(
            () -> {
              starts.incrementAndGet();
              return BrokerProcess.start(
                  BrokerProcess.findLib(), folder, port, folder.resolve("broker.log"));
            },
            steps::add,
            InstantSource.system())) {
      for (int death = 1; death <= EmbeddedBroker.MAX_DEATHS; death++) {
        int before = starts.get();
        ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
        boolean last = death == EmbeddedBroker.MAX_DEATHS;
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> last ? broker.onGivenUp().isDone() : again(before, starts));
      }

      assertThat(broker.onGivenUp().join()).contains("5 times within");
      assertThat(starts).hasValue(EmbeddedBroker.MAX_DEATHS);
    }
  }

  private boolean again(int before, AtomicInteger starts) {
    return starts.get() > before
        && steps.stream().filter("broker up again"::equals).count() == starts.get() - 1;
  }
}
