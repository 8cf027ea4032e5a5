package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.monitoring.observe.StepCounts;
import io.millrace.monitoring.observe.StepError;
import io.millrace.starter.messaging.DataMessages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch over what is forecast of series. */
class ForecastTopologyTest {

  private static final int STEP = 60;

  private final Stage stage = new Stage();

  @BeforeEach
  void state() {
    stage.problems.put(NAME, Stage.forecasts(4));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void takesAnEventForWhichNothingHadBeenForecast() {
    forecast("r1", 0, 1, null, 2, 3, 4, 5);
    forecast("r1", 1, 2.5, 2.0, 3, 4, 5, 6);
    stage.label("r1-0", "1");
    stage.label("r1-1", "2.5");

    assertThat(stage.rejected()).isEmpty();
    assertThat(stage.memory().progress().versions().get(1).filled()).isEqualTo(2);
    assertThat(stage.memory().outcomes(1, 0, 10))
        .extracting(Outcome::predicted, Outcome::actual)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2.0, 2.5));
  }

  @Test
  void tellsHowFarForecastsWereOffAtTheFirstTheMiddleAndTheLastStep() {
    for (int place = 0; place < 30; place++) {
      rising(1, "r1", place);
      rising(1, "r2", place);
      if (place == 7) {
        stage.restart();
      }
    }

    assertThat(StepError.of(stage.memory(), 1, 20))
        .satisfiesExactly(
            first -> isOff(first, 1, 0.1, 1),
            middle -> isOff(middle, 2, 0.2, 1),
            last -> isOff(last, 4, 0.4, 0));
    assertThat(stage.memory().steps(1)).isEqualTo(new StepCounts(Map.of(1, 58L, 2, 56L, 4, 52L)));
    assertThat(stage.keys("miss")).hasSize(3 * 20);
    assertThat(stage.keys("foretold")).as("what is not due yet").hasSize(2 * (1 + 2 + 4));
  }

  private static void isOff(StepError error, int step, double mae, double within) {
    assertThat(error.step()).isEqualTo(step);
    assertThat(error.forecasts()).isEqualTo(20);
    assertThat(error.mae()).isCloseTo(mae, within(1e-9));
    assertThat(error.within()).isEqualTo(within);
  }

  @Test
  void leavesOutWhatHasNoValueAndCountsWhatAnEarlierVersionForecast() {
    rising(1, "r1", 0);
    rising(1, "r1", 1);
    rising(2, "r1", 4); // 2 and 3 never came
    rising(2, "r1", 5);

    assertThat(stage.memory().steps(1)).isEqualTo(new StepCounts(Map.of(1, 1L, 4, 2L)));
    assertThat(stage.memory().steps(2)).isEqualTo(new StepCounts(Map.of(1, 1L)));
    assertThat(stage.rejected()).isEmpty();
  }

  @Test
  void followsSomeOfTheForecastsOfALongHorizon() {
    double[] flat = new double[1000];
    for (int place = 0; place <= 50; place++) {
      forecast("r1", place, 0, null, flat);
    }

    assertThat(stage.memory().steps(1).counts().get(1)).isEqualTo(5);
  }

  @Test
  void keepsNoForecastInAWindow() {
    forecast("r1", 0, 1, null, 2, 3, 4, 5);

    assertThat(new StoredRows(stage.store(), new Keys(Stage.NAME, 0)).first(1, 1))
        .singleElement()
        .satisfies(row -> assertThat(row.features()).isNotEmpty())
        .satisfies(row -> assertThat(row.forecast()).isNull());
  }

  /** Grows by one each step; each forecast says a tenth too much for each step. */
  private void rising(int version, String series, int place) {
    forecast(
        version, series, place, place, null, place + 1.1, place + 2.2, place + 3.3, place + 4.4);
  }

  private void forecast(
      String series, int place, double x, @Nullable Double foretold, double... ahead) {
    forecast(1, series, place, x, foretold, ahead);
  }

  /**
   * @param foretold what had been forecast for the event
   * @param ahead what is forecast after it
   */
  private void forecast(
      int version, String series, int place, double x, @Nullable Double foretold, double... ahead) {
    var at = NOW.minusSeconds(3600).plusSeconds((long) place * STEP);
    List<Double> values = java.util.Arrays.stream(ahead).boxed().toList();
    Prediction prediction =
        new Prediction(
            new EventId(series + "-" + place),
            version,
            at,
            Map.of("x", x),
            null,
            null,
            foretold,
            1,
            new Ahead(
                at.plusSeconds(STEP),
                STEP * 1000L,
                values,
                values.stream().map(value -> value - 0.3).toList(),
                values.stream().map(value -> value + 0.3).toList()),
            Role.CHAMPION,
            null);
    stage.send(
        DataMessages.prediction(
            NAME, prediction.eventId().value(), series, prediction, "/millrace/inference", "c"));
  }
}
