package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @Test
  void readsWhatAnInstantWrites() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int unit = (int) Math.pow(10, i % 10);
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-80_000_000_000L, 300_000_000_000L),
              random.nextInt(1_000_000_000) / unit * unit);
      assertThat(Rfc3339.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-02T12:00:00+01:00",
        "2026-02-02T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-02-02T12:00:00.1234567Z",
        "2026-02-02t12:00:00z",
        "-1000000000-01-01T00:00:00Z"
      })
  void readsWhatIsWrittenInOtherWaysLikeTheLibrary(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "now",
        "2026-02-30T12:00:00Z",
        "2026-02-02T12:00:00",
        "2026-02-02T25:00:00Z",
        "2026-02-02T12:60:00Z",
        "2026-02-0xT12:00:00Z",
        "2026-02-02T12:00:00.1234567890Z"
      })
  void refusesWhatTheLibraryRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
