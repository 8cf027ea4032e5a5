package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.Compute;
import io.millrace.problem.Compute.Device;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private static final long GB = 1L << 30;
  private final Capacity capacity = new Capacity(4, 8 * GB, 2);

  @Test
  void givesARunThatAsksForNothingAnEqualPart() {
    assertThat(capacity.share(Compute.DEFAULT)).isEqualTo(new Share(2, 4 * GB, Device.CPU));
    assertThat(new Capacity(1, GB, 3).share(Compute.DEFAULT).cores()).isEqualTo(1);
  }

  @Test
  void givesWhatIsAskedForUpToAllThereIs() {
    assertThat(capacity.share(asked(3, 2 * GB))).isEqualTo(new Share(3, 2 * GB, Device.CPU));
    assertThat(capacity.share(asked(64, 100 * GB))).isEqualTo(new Share(4, 8 * GB, Device.CPU));
  }

  @Test
  void aRunWaitsUntilThereIsAsMuchAsItAsksFor() {
    Capacity.Taken first = capacity.take(capacity.share(asked(3, 2 * GB)));
    CompletableFuture<Capacity.Taken> second =
        CompletableFuture.supplyAsync(() -> capacity.take(capacity.share(asked(2, 2 * GB))));
    try (Capacity.Taken small = capacity.take(capacity.share(asked(1, GB)))) {
      assertThat(small).isNotNull();
    }
    assertThat(second).isNotDone();

    first.close();

    await().until(second::isDone);
    second.join().close();
  }

  @Test
  void nobodyWaitsAtTheEnd() {
    CompletableFuture<Capacity.Taken> waiting;
    try (Capacity.Taken all = capacity.take(capacity.share(asked(4, 8 * GB)))) {
      assertThat(all).isNotNull();
      waiting = CompletableFuture.supplyAsync(() -> capacity.take(capacity.share(asked(1, GB))));
      capacity.close();
      await().until(waiting::isDone);
    }
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(RejectedExecutionException.class);
  }

  private static Compute asked(int cores, long memory) {
    return new Compute(OptionalInt.of(cores), OptionalLong.of(memory), Device.CPU);
  }
}
