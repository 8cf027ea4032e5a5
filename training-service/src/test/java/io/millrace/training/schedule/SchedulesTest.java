package io.millrace.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  @Test
  void instancesWhoseClocksDifferALittleNameTheSameTime() {
    Instant three = Instant.parse("2026-03-01T03:00:00Z");

    assertThat(Schedules.minute(three.minusMillis(20))).isEqualTo(three);
    assertThat(Schedules.minute(three)).isEqualTo(three);
    assertThat(Schedules.minute(three.plusSeconds(5))).isEqualTo(three);
  }
}
