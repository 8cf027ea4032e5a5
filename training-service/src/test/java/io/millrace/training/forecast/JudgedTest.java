package io.millrace.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgedTest {

  private static ForecastPlan plan(int horizon, List<Double> margins) {
    return new ForecastPlan(1, horizon, 4, 2, 2, Encoding.WINDOW, 0.9, margins);
  }

  private static Origin origin(double... truth) {
    return new Origin(new Window(new double[] {1, 2, 3, 4}, 0), 0, truth, 0);
  }

  @Test
  void countsErrorsByTheirDefinitions() {
    Judged judged =
        new Judged(List.of(origin(2, 4), origin(Double.NaN, 0)), new double[] {4, 4, 9, 1}, 2);

    Accuracy accuracy = judged.accuracy(new double[] {0.5});

    assertThat(accuracy.mae()).isEqualTo(1);
    assertThat(accuracy.rmse()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-12));
    assertThat(accuracy.mase()).isEqualTo(2);
    assertThat(accuracy.smape()).isCloseTo((4 / 6.0 + 0 + 2) / 3, within(1e-12));
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    Judged judged = new Judged(List.of(origin(2, 4)), new double[] {4, 4}, 2);

    assertThat(judged.accuracy(new double[] {0}).byWord()).containsOnlyKeys("smape", "mae", "rmse");
  }

  @Test
  void repeatsTheSeasonBefore() {
    Judged naive = Judged.seasonalNaive(List.of(origin(0, 0, 0)), plan(3, List.of()));

    assertThat(naive.answers()).containsExactly(3, 4, 3);
  }

  @Test
  void restoresWhatAGraphSaysOfAWindow() {
    Judged judged = Judged.of(List.of(origin(0, 0)), new float[] {1, -2}, plan(2, List.of()));

    assertThat(judged.answers()).containsExactly(6, 0);
  }

  @Test
  void makesIntervalsThatHoldAsManyAsTheySay() {
    SplittableRandom random = new SplittableRandom(1);
    Judged calibration = random(random, 400);
    Judged fresh = random(random, 4000);

    ForecastPlan plan = plan(2, Conformal.margins(calibration, plan(2, List.of())));

    assertThat(plan.margins().get(0)).isCloseTo(0.45, within(0.03));
    assertThat(plan.margins().get(1)).isCloseTo(0.9, within(0.06));
    assertThat(Conformal.coverage(fresh, plan)).isCloseTo(0.9, within(0.02));
  }

  /** Off by up to 1 at the first step, which is half a scale, and by up to 2 at the second. */
  private static Judged random(SplittableRandom random, int count) {
    List<Origin> origins = new ArrayList<>();
    double[] answers = new double[2 * count];
    for (int i = 0; i < count; i++) {
      origins.add(origin(5, 5));
    }
    Arrays.setAll(answers, i -> 5 + (1 + i % 2) * random.nextDouble(-1, 1));
    return new Judged(origins, answers, 2);
  }
}
