package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class SetbacksTest {

  private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

  private final Setbacks setbacks = new Setbacks();

  @Test
  void pausesLongerAndLongerButNeverForLongAndNeverForEver() {
    Duration last = Duration.ZERO;
    for (int i = 0; i < 1_000; i++) {
      Duration pause = setbacks.add(new TimeoutException("away"), NOW).pause();
      assertThat(pause).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Setbacks.LONGEST);
      last = pause;
    }
    assertThat(last).isEqualTo(Setbacks.LONGEST);
    assertThat(setbacks.total()).isEqualTo(1_000);
  }

  @Test
  void startsOverAfterAQuietTime() {
    Duration first = setbacks.add(new TimeoutException("away"), NOW).pause();
    setbacks.add(new TimeoutException("away"), NOW);

    Instant later = NOW.plus(Duration.ofHours(1));
    assertThat(setbacks.add(new TimeoutException("away"), later).pause()).isEqualTo(first);
  }

  @Test
  void givesUpTheLocalStateThatIsAtFault() {
    var corrupt = new StreamsException(new ProcessorStateException("checksum mismatch"));

    assertThat(setbacks.add(corrupt, NOW).wipe()).isTrue();
    assertThat(setbacks.add(new TimeoutException("away"), NOW).wipe()).isFalse();
  }

  @Test
  void givesUpTheLocalStateWhenNothingElseHelps() {
    Throwable unknown = new IllegalStateException("something");

    assertThat(setbacks.add(unknown, NOW).wipe()).isFalse();
    assertThat(setbacks.add(unknown, NOW).wipe()).isFalse();
    assertThat(setbacks.add(unknown, NOW).wipe()).isFalse();
    assertThat(setbacks.add(unknown, NOW).wipe()).isTrue();
  }

  @Test
  void remembersWhatWentWrongLast() {
    assertThat(setbacks.latest()).isEmpty();
    setbacks.add(new StreamsException(new TimeoutException("nobody there")), NOW);
    assertThat(setbacks.latest()).hasValueSatisfying(s -> assertThat(s).contains("nobody there"));
  }
}
