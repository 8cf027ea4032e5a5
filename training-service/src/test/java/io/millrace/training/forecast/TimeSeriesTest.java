package io.millrace.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;
import io.millrace.scoring.forecast.Window;
import io.millrace.training.prepare.LandedSeries.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

  private static final long STEP = 60_000;
  private static final int CONTEXT = 12;

  /** Jitter, gaps short and long, and values at one place. */
  private static Observed restless() {
    SplittableRandom random = new SplittableRandom(3);
    long[] millis = new long[3000];
    double[] values = new double[millis.length];
    long time = 0;
    for (int i = 0; i < millis.length; i++) {
      int steps =
          switch (random.nextInt(40)) {
            case 0 -> 0;
            case 1, 2 -> 2;
            case 3 -> 4;
            case 4 -> random.nextInt(2 * CONTEXT);
            default -> 1;
          };
      time += steps * STEP + random.nextLong(STEP / 10);
      millis[i] = time;
      values[i] = random.nextInt(100);
    }
    return new Observed("a", millis, values);
  }

  @Test
  void seesTheSameWindowsAsTheStream() {
    Observed observed = restless();
    ForecastPlan plan = new ForecastPlan(STEP, 1, CONTEXT, 2, 1, Encoding.WINDOW, 0.9, List.of());
    List<Window> streamed = new ArrayList<>();
    SeriesState state = new SeriesState(plan);
    for (int i = 0; i < observed.values().length; i++) {
      state.add(observed.millis()[i], observed.values()[i]);
      boolean last = i == observed.values().length - 1;
      boolean staysNewest =
          last || SeriesState.steps(state.lastMillis(), observed.millis()[i + 1], STEP) > 0;
      Optional<Window> window = state.window(plan);
      if (staysNewest && window.isPresent()) {
        streamed.add(window.get());
      }
    }

    List<TimeSeries> series = TimeSeries.of(observed, STEP, CONTEXT);
    List<Window> trained = new ArrayList<>();
    for (TimeSeries one : series) {
      for (int i = CONTEXT - 1; i < one.size(); i++) {
        if (!Double.isNaN(one.values()[i])) {
          double[] known = java.util.Arrays.copyOfRange(one.values(), i + 1 - CONTEXT, i + 1);
          Window.of(known, one.millis()[i], plan).ifPresent(trained::add);
        }
      }
    }

    assertThat(streamed).hasSizeGreaterThan(500);
    assertThat(trained).hasSameSizeAs(streamed);
    for (int i = 0; i < trained.size(); i++) {
      assertThat(trained.get(i).values()).containsExactly(streamed.get(i).values());
      assertThat(trained.get(i).lastMillis()).isEqualTo(streamed.get(i).lastMillis());
    }
  }

  @Test
  void breaksASeriesWhereAWholeContextIsMissing() {
    Observed observed =
        new Observed("a", new long[] {0, STEP, 20 * STEP, 22 * STEP}, new double[] {1, 2, 3, 4});

    List<TimeSeries> series = TimeSeries.of(observed, STEP, CONTEXT);

    assertThat(series).hasSize(2);
    assertThat(series.getLast().values()).containsExactly(3, Double.NaN, 4);
    assertThat(series.getLast().millis()).containsExactly(20 * STEP, 21 * STEP, 22 * STEP);
  }

  @Test
  void findsTheStepAndHowManyValuesAreOffIt() {
    Observed observed =
        new Observed(
            "a",
            new long[] {0, STEP, 2 * STEP, 4 * STEP, 4 * STEP + STEP / 2, 6 * STEP},
            new double[6]);

    StepLength step = StepLength.of(List.of(observed)).orElseThrow();

    assertThat(step.millis()).isEqualTo(STEP);
    assertThat(step.irregular()).isEqualTo(2 / 5.0);
    assertThat(StepLength.of(List.of(new Observed("b", new long[] {5, 5}, new double[2]))))
        .isEmpty();
  }
}
