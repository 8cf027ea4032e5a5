package io.millrace.ingestion.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingestion.accept.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight =
      new InFlight(
          new Limits(100, 100, 1, 1, 100, 100, Duration.ofSeconds(1)), new SimpleMeterRegistry());

  @Test
  void turnsAwayWhatDoesNotFitBesideTheOthersAndTakesItOnceTheyAreDone() {
    try (InFlight.Share first = inFlight.share();
        InFlight.Share second = inFlight.share()) {
      first.take(60);
      second.take(40);
      assertThatThrownBy(() -> second.take(1)).isInstanceOf(InFlight.OverloadException.class);
    }

    assertThat(inFlight.free()).isEqualTo(100);
    try (InFlight.Share third = inFlight.share()) {
      assertThatCode(() -> third.take(100)).doesNotThrowAnyException();
    }
  }

  @Test
  void whatWouldNotFitAloneIsNotToldToComeAgain() {
    try (InFlight.Share only = inFlight.share()) {
      only.take(60);
      assertThatThrownBy(() -> only.take(41)).isInstanceOf(InFlight.NeverFitsException.class);
    }
  }
}
