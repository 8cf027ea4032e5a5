package io.millrace.ingestion.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingestion.accept.Limits;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight(new Limits(100, 100, 1, 1, 100, 100));

  @Test
  void turnsAwayWhatDoesNotFitBesideTheOthersAndTakesItOnceTheyAreDone() {
    try (InFlight.Share first = inFlight.share();
        InFlight.Share second = inFlight.share()) {
      first.take(60);
      second.take(40);
      assertThatThrownBy(() -> second.take(1)).isInstanceOf(InFlight.OverloadException.class);
    }

    try (InFlight.Share third = inFlight.share()) {
      assertThatCode(() -> third.take(100)).doesNotThrowAnyException();
    }
  }
}
