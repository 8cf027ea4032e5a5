package io.millrace.monitoring.alert;

import static io.millrace.message.Alert.Severity.CRITICAL;
import static io.millrace.message.Alert.Severity.WARNING;
import static io.millrace.message.Alert.State.CLOSED;
import static io.millrace.message.Alert.State.OPENED;
import static io.millrace.message.Alert.State.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final Pace PACE = new Pace(2, 5, 4);

  private final Incident opened =
      Incident.opened("i", Incident.Kind.DATA, 1, WARNING, Instant.EPOCH);

  @Test
  void isSpokenOfWhenItIsOpenedAndThenRarely() {
    Incident now = opened;
    assertThat(now.isNews()).isTrue();

    for (int i = 1; i < PACE.update(); i++) {
      now = now.found(WARNING, PACE);
      assertThat(now.isNews()).isFalse();
      assertThat(now.state()).isEqualTo(OPENED);
    }

    now = now.found(WARNING, PACE);
    assertThat(now.isNews()).isTrue();
    assertThat(now.state()).isEqualTo(UPDATED);
  }

  @Test
  void isSpokenOfAtOnceWhenItBecomesWorseAndStaysAsBadAsItWas() {
    Incident worse = opened.found(CRITICAL, PACE);

    assertThat(worse.isNews()).isTrue();
    assertThat(worse.state()).isEqualTo(UPDATED);
    assertThat(worse.found(WARNING, PACE).isNews()).isFalse();
    assertThat(worse.found(WARNING, PACE).severity()).isEqualTo(CRITICAL);
  }

  @Test
  void isClosedByLooksInARowThatFindNothing() {
    Incident flickers = opened.missed(PACE).found(WARNING, PACE).missed(PACE);
    assertThat(flickers.isOpen()).isTrue();
    assertThat(flickers.isNews()).isFalse();

    Incident closed = flickers.missed(PACE);

    assertThat(closed.state()).isEqualTo(CLOSED);
    assertThat(closed.isNews()).isTrue();
    assertThat(closed.missed(PACE).isNews()).isFalse();
  }

  @Test
  void isTheSameWhenItIsSoonBack() {
    Incident closed = opened.closed().missed(PACE).missed(PACE).missed(PACE);
    assertThat(closed.isPast(PACE)).isFalse();

    Incident again = closed.found(WARNING, PACE);

    assertThat(again.state()).isEqualTo(OPENED);
    assertThat(again.isNews()).isTrue();
    assertThat(again.id()).isEqualTo("i");
    assertThat(again.since()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void isPastOnceItHasBeenOverForAWhile() {
    Incident closed = opened.closed();
    for (int i = 0; i < PACE.cooldown(); i++) {
      assertThat(closed.isPast(PACE)).isFalse();
      closed = closed.missed(PACE);
    }

    assertThat(closed.isPast(PACE)).isTrue();
  }
}
