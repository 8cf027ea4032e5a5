package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.monitoring.observe.Labelling;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event a minute, asked about at once. Labels come an hour later, to three of four events. */
class LabellingTopologyTest {

  private static final Instant FIRST = Stage.NOW.minus(Duration.ofHours(10));
  private static final int EVENTS = 200;

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  private static Instant time(int event) {
    return FIRST.plus(Duration.ofMinutes(event));
  }

  private void predict(int from, int to) {
    for (int i = from; i < to; i++) {
      stage.predictAt(1, "event-" + i, time(i), i % 2 == 0 ? "yes" : "no", 0, "c-" + i);
    }
  }

  private void label(int from, int to) {
    for (int i = from; i < to; i++) {
      if (i % 4 != 0) {
        stage.labelAt("event-" + i, "yes", time(i).plus(Duration.ofHours(1)));
      }
    }
  }

  private Labelling.Summary summary(Instant now) {
    return stage.memory().labelling().at(now);
  }

  @Test
  void saysWhichShareHasALabelOfThoseThatAreOldEnough() {
    predict(0, EVENTS);
    label(0, EVENTS - 60);

    Labelling.Summary summary = summary(time(EVENTS));

    assertThat(summary.medianAgeSeconds()).isCloseTo(3_600, within(180.0));
    assertThat(summary.p95AgeSeconds()).isCloseTo(3_600, within(180.0));
    assertThat(summary.predictions()).isBetween(130L, 145L);
    assertThat(summary.coverage()).isCloseTo(0.75, within(0.03));
  }

  @Test
  void countsEachEventOnceWhicheverComesFirst() {
    label(0, 20);
    predict(0, EVENTS);
    label(0, EVENTS);
    predict(0, EVENTS);
    label(0, EVENTS);

    Labelling.Summary summary = summary(Stage.NOW.plus(Duration.ofDays(1)));

    assertThat(summary.predictions()).isEqualTo(EVENTS);
    assertThat(summary.coverage()).isEqualTo(0.75);
  }

  @Test
  void saysThatNoneHasComeWhereNoneHas() {
    predict(0, 20);

    assertThat(summary(Stage.NOW)).isEqualTo(new Labelling.Summary(0.0, 20, null, null));
  }

  @Test
  void goesOnAfterARestart() {
    predict(0, EVENTS);
    label(0, 90);
    stage.restart();
    label(90, EVENTS);

    assertThat(summary(Stage.NOW.plus(Duration.ofDays(1))).coverage()).isEqualTo(0.75);
  }

  @Test
  void isShownAsMetrics() {
    predict(0, EVENTS);
    label(0, EVENTS);
    stage.pass(Duration.ofMinutes(1));

    assertThat(
            stage
                .meters
                .get("millrace.labels.coverage.ratio")
                .tags("problem", "room")
                .gauge()
                .value())
        .isEqualTo(0.75);
    assertThat(
            stage
                .meters
                .get("millrace.labels.age")
                .tags("problem", "room", "quantile", "0.95")
                .gauge()
                .value())
        .isCloseTo(3_600, within(180.0));
  }
}
