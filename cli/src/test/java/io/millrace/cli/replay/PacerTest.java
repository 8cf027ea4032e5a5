package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {

  private final AtomicLong now = new AtomicLong(1_000);
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void waitsUntilTheRowIsDueAndCatchesUpAfterADelay() {
    Pacer pacer = pacer(OptionalInt.of(100));

    pacer.await(0);
    pacer.await(50);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    pacer.await(100);
    pacer.await(300);

    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
  }

  @Test
  void neverWaitsWithoutARate() {
    Pacer pacer = pacer(OptionalInt.empty());

    pacer.await(1_000_000);

    assertThat(pauses).isEmpty();
    assertThat(pacer.batch(500)).isEqualTo(500);
  }

  @Test
  void aSlowRateIsSentInSmallBatches() {
    assertThat(pacer(OptionalInt.of(1)).batch(500)).isEqualTo(1);
    assertThat(pacer(OptionalInt.of(100)).batch(500)).isEqualTo(25);
    assertThat(pacer(OptionalInt.of(1_000_000)).batch(500)).isEqualTo(500);
  }

  private Pacer pacer(OptionalInt rate) {
    return new Pacer(
        rate,
        now::get,
        pause -> {
          pauses.add(pause);
          now.addAndGet(pause.toNanos());
        });
  }
}
