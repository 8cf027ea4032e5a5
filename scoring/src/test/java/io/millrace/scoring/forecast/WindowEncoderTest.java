package io.millrace.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowEncoderTest {

  private static final long HOUR = 3_600_000;
  private static final long MONDAY_NOON = Instant.parse("2026-02-02T12:00:00Z").toEpochMilli();

  @Test
  void takesAWindowRelativeToItsLastValueInUnitsOfTheScale() {
    ForecastPlan plan = plan(4, 1, 2, Encoding.WINDOW);
    WindowEncoder encoder = new WindowEncoder(plan);
    float[] row = new float[4];

    encoder.encode(new Window(new double[] {10, 14, 8, 12}, MONDAY_NOON), row, 0);

    assertThat(row).containsExactly(-1, 1, -2, 0);
    assertThat(encoder.names()).containsExactly("lag-3", "lag-2", "lag-1", "lag-0");
    assertThat(encoder.outputs()).isEqualTo(plan.horizon());
  }

  @Test
  void namesEachColumnOfAStep() {
    WindowEncoder encoder = new WindowEncoder(plan(48, 24, 1, Encoding.STEP));

    assertThat(encoder.names())
        .contains("step", "hour-of-day", "lag-1", "rolling-mean-24", "season-1", "season-2")
        .doesNotContain("season-3")
        .hasSize(encoder.width())
        .doesNotHaveDuplicates();
    assertThat(encoder.rows()).isEqualTo(30);
  }

  @Test
  void looksForEachStepAtTheSamePlaceOfTheSeasonsBefore() {
    ForecastPlan plan = plan(48, 24, 1, Encoding.STEP);
    double[] values = new double[48];
    Arrays.setAll(values, i -> i);

    assertThat(column(plan, values, 1, "season-1")).isEqualTo(24 - 47);
    assertThat(column(plan, values, 24, "season-1")).isEqualTo(47 - 47);
    assertThat(column(plan, values, 25, "season-1")).isEqualTo(24 - 47);
    assertThat(column(plan, values, 1, "season-2")).isEqualTo(0 - 47);
    assertThat(column(plan, values, 1, "season-mean")).isEqualTo(12 - 47);
  }

  @Test
  void readsTheCalendarOfTheTimeThatIsForecast() {
    ForecastPlan plan = plan(48, 24, 1, Encoding.STEP);

    assertThat(column(plan, new double[48], 13, "hour-of-day")).isEqualTo(1);
    assertThat(column(plan, new double[48], 13, "day-of-week")).isEqualTo(2);
    assertThat(column(plan, new double[48], 13, "step")).isEqualTo(13);
  }

  @Test
  void seesTheSameInASeriesAtAnotherLevelAndScale() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    double[] other = Arrays.stream(values).map(value -> 1000 + 50 * value).toArray();
    for (Encoding encoding : Encoding.values()) {
      ForecastPlan plan = plan(values.length, 5, 0, encoding);
      WindowEncoder encoder = new WindowEncoder(plan);
      float[] one = new float[encoder.rows() * encoder.width()];
      float[] two = one.clone();

      encoder.encode(new Window(values, MONDAY_NOON), one, 0);
      encoder.encode(new Window(other, MONDAY_NOON), two, 0);

      for (int i = 0; i < one.length; i++) {
        assertThat(two[i]).isEqualTo(one[i], org.assertj.core.api.Assertions.within(1e-5f));
      }
    }
  }

  @Test
  void forecastsASeriesThatStandsStill() {
    ForecastPlan plan = plan(4, 1, 0, Encoding.WINDOW);
    Window still = new Window(new double[] {7, 7, 7, 7}, MONDAY_NOON);

    Forecast forecast = Forecast.of(plan, still, new double[30]);

    assertThat(still.scale(plan)).isPositive();
    assertThat(forecast.times()[0]).isEqualTo(MONDAY_NOON + HOUR);
    assertThat(forecast.low()).isEmpty();
  }

  @Test
  void refusesAPlanThatIsNone() {
    assertThatThrownBy(() -> plan(1, 1, 1, Encoding.WINDOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a context of 1");
    assertThatThrownBy(() -> plan(4, 5, 1, Encoding.WINDOW)).hasMessageContaining("a season of 5");
    assertThatThrownBy(() -> plan(4, 1, -1, Encoding.WINDOW)).hasMessageContaining("a scale");
  }

  private static float column(ForecastPlan plan, double[] values, int step, String name) {
    WindowEncoder encoder = new WindowEncoder(plan);
    float[] row = new float[encoder.width()];
    encoder.encode(new Window(values, MONDAY_NOON), new int[] {step}, row, 0);
    return row[encoder.names().indexOf(name)];
  }

  private static ForecastPlan plan(int context, int season, double scale, Encoding encoding) {
    return new ForecastPlan(HOUR, 30, context, season, scale, encoding, 0.9, List.of());
  }
}
