package io.millrace.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Prepare.Size;
import io.millrace.problem.Task;
import io.millrace.problem.Train.Algorithm;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.PackageJson;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.forecast.ForecastOutcome.NotYet;
import io.millrace.training.forecast.ForecastOutcome.Trained;
import io.millrace.training.prepare.LandedSeries.Observed;
import io.millrace.training.search.KeptTrials;
import io.millrace.training.search.TrialLog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastTrainingTest {

  private static final long HOUR = 3_600_000;
  private static final int ROWS = 1500;
  private static final Define DEFINE =
      new Define(Task.FORECASTING, "load", Optional.empty(), Optional.empty());

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void end() {
    threads.close();
  }

  /** A day, a trend, and a wobble that comes back. */
  private static Observed series(String key, double level, double size) {
    SplittableRandom random = new SplittableRandom(key.hashCode());
    long[] millis = new long[ROWS];
    double[] values = new double[ROWS];
    double wobble = 0;
    for (int i = 0; i < ROWS; i++) {
      wobble = 0.8 * wobble + random.nextDouble(-0.3, 0.3);
      millis[i] = i * HOUR;
      values[i] = level + size * (Math.sin(2 * Math.PI * i / 24) + wobble);
    }
    return new Observed(key, millis, values);
  }

  private static ForecastTask task(Algorithm... algorithms) {
    return new ForecastTask(
        12,
        OptionalInt.of(72),
        OptionalInt.empty(),
        new Size.Share(0.2),
        new Size.Share(0.2),
        0.9,
        Metric.RMSE,
        List.of(algorithms),
        1);
  }

  private ForecastTraining training(TrialLog log, Listener listener, Algorithm... algorithms) {
    return new ForecastTraining(task(algorithms), Optional.empty(), log, threads, listener);
  }

  private Trained train(List<Observed> series, Algorithm... algorithms) {
    return trained(training(TrialLog.NONE, Listening.NOBODY, algorithms).train(series, DEFINE));
  }

  private static Trained trained(ForecastOutcome outcome) {
    return switch (outcome) {
      case Trained trained -> trained;
      case ForecastOutcome.Again again -> throw new AssertionError(again);
      case NotYet(String reason) -> throw new AssertionError(reason);
    };
  }

  @Test
  void forecastsOneSeriesBetterThanItsSeasonBeforeWithEachAlgorithm() {
    Trained trained = train(List.of(series("a", 20, 5)), Algorithm.values());

    assertThat(trained.candidates()).hasSize(3);
    assertThat(trained.best().plan().season()).isEqualTo(24);
    assertThat(trained.candidates())
        .allSatisfy(
            each -> {
              assertThat(each.holdout().rmse()).isLessThan(trained.naive().rmse());
              assertThat(each.coverage()).isCloseTo(0.9, within(0.1));
            });
    assertThat(trained.candidates())
        .isSortedAccordingTo(
            (one, two) ->
                Double.compare(
                    one.validation().orElseThrow().rmse(), two.validation().orElseThrow().rmse()));
  }

  @Test
  void forecastsSeriesOfDifferentSizesWithOneModel() {
    Trained trained =
        train(
            List.of(series("small", 1, 0.1), series("large", 5000, 700)),
            Algorithm.LINEAR,
            Algorithm.GRADIENT_BOOSTING);

    assertThat(trained.best().plan().scale()).isZero();
    assertThat(trained.best().holdout().mase()).isLessThan(trained.naive().mase());
  }

  @Test
  void answersTheStreamAsItWasJudged() {
    Observed observed = series("a", 20, 5);
    Candidate best = train(List.of(observed), Algorithm.LINEAR).best();
    SeriesState state = new SeriesState(best.plan());
    for (int i = 0; i < 1000; i++) {
      state.add(observed.millis()[i], observed.values()[i]);
    }

    try (ForecastModel model = ForecastModel.load(best.onnx(), best.plan())) {
      Window window = state.window(best.plan()).orElseThrow();
      Forecast forecast = model.forecast(List.of(window)).getFirst();

      assertThat(forecast.times()[0]).isEqualTo(1000 * HOUR);
      assertThat(forecast.values()).hasSize(12);
      for (int step = 0; step < 12; step++) {
        assertThat(forecast.values()[step]).isCloseTo(observed.values()[1000 + step], within(6.0));
        assertThat(forecast.low()[step]).isLessThan(forecast.values()[step]);
        assertThat(forecast.high()[step]).isGreaterThan(forecast.values()[step]);
      }
    }
  }

  @Test
  void learnsTheSameBytesFromTheSameSeries() {
    for (Algorithm algorithm : Algorithm.values()) {
      List<Observed> series = List.of(series("a", 20, 5));

      assertThat(train(series, algorithm).best().onnx())
          .isEqualTo(train(series, algorithm).best().onnx());
    }
  }

  @Test
  void learnsAcrossGapsAndJudgesNoValueThatIsMissing() {
    Observed whole = series("a", 20, 5);
    int[] kept =
        java.util.stream.IntStream.range(0, ROWS)
            .filter(i -> i % 17 != 3 && (i < 600 || i >= 700))
            .toArray();
    Observed holed =
        new Observed(
            "a",
            Arrays.stream(kept).mapToLong(i -> whole.millis()[i]).toArray(),
            Arrays.stream(kept).mapToDouble(i -> whole.values()[i]).toArray());

    Trained trained = train(List.of(holed), Algorithm.LINEAR);

    assertThat(trained.best().holdout().rmse()).isLessThan(trained.naive().rmse());
  }

  @Test
  void saysWhatIsMissing() {
    Observed few = new Observed("a", new long[] {0, HOUR, 2 * HOUR}, new double[] {1, 2, 3});

    ForecastTraining training = training(TrialLog.NONE, Listening.NOBODY, Algorithm.LINEAR);

    assertThat(training.train(List.of(few), DEFINE))
        .isInstanceOfSatisfying(
            NotYet.class, notYet -> assertThat(notYet.reason()).contains("are needed"));
    assertThat(training.train(List.of(), DEFINE)).isInstanceOf(NotYet.class);
  }

  @Test
  void endsWhereItIsBrokenOff() {
    Listening brokenOff =
        new Listening() {
          @Override
          public void ensureWanted() {
            throw new CancellationException("not ours any more");
          }
        };

    assertThatThrownBy(
            () ->
                training(TrialLog.NONE, brokenOff, Algorithm.values())
                    .train(List.of(series("a", 20, 5)), DEFINE))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void tellsOfEachAlgorithmAsItIsTriedAndFitted() {
    Listening listening = new Listening();

    training(TrialLog.NONE, listening, Algorithm.LINEAR, Algorithm.GRADIENT_BOOSTING)
        .train(List.of(series("a", 20, 5)), DEFINE);

    assertThat(listening.tried).containsExactlyInAnyOrder("linear", "gradient-boosting");
    assertThat(listening.fitted).containsExactlyInAnyOrder("linear", "gradient-boosting");
  }

  @Test
  void goesOnFromWhatWasTriedBefore() {
    KeptTrials log = new KeptTrials();
    List<Observed> series = List.of(series("a", 20, 5));
    Trained first =
        trained(
            training(log, Listening.NOBODY, Algorithm.LINEAR, Algorithm.GRADIENT_BOOSTING)
                .train(series, DEFINE));
    assertThat(log.ended())
        .extracting(trial -> trial.algorithm())
        .containsExactly(Algorithm.GRADIENT_BOOSTING, Algorithm.LINEAR);
    assertThat(log.ended())
        .allSatisfy(
            trial -> {
              assertThat(trial.curve()).isNotEmpty();
              assertThat(trial.best().metrics()).containsKeys("mase", "rmse");
              assertThat(trial.cost()).isPositive();
            });
    log.forget(2);

    Trained again =
        trained(
            training(log, Listening.NOBODY, Algorithm.LINEAR, Algorithm.GRADIENT_BOOSTING)
                .train(series, DEFINE));

    assertThat(log.kept()).isEqualTo(3);
    assertThat(again.best().onnx()).isEqualTo(first.best().onnx());
    assertThat(again.best().plan()).isEqualTo(first.best().plan());
    assertThat(again.best().recipe()).isEqualTo(first.best().recipe());
  }

  @Test
  void fitsTheSameAgainFromItsRecipe() {
    List<Observed> series = List.of(series("a", 20, 5));
    for (Algorithm algorithm : Algorithm.values()) {
      Candidate best = train(series, algorithm).best();

      Candidate again = again(series, best, best.plan());

      assertThat(again.onnx()).isEqualTo(best.onnx());
      assertThat(PackageJson.write(again.golden())).isEqualTo(PackageJson.write(best.golden()));
      assertThat(again.next()).isEqualTo(best.next());
      assertThat(again.metrics()).isEqualTo(best.metrics());
    }
  }

  @Test
  void doesNotFitAgainWhatWouldBeReadOtherwise() {
    List<Observed> series = List.of(series("a", 20, 5));
    Candidate best = train(series, Algorithm.LINEAR).best();

    assertThatThrownBy(() -> again(List.of(series("b", 20, 5)), best, best.plan()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the series are read otherwise than then");
  }

  private Candidate again(List<Observed> series, Candidate best, ForecastPlan plan) {
    ForecastOutcome outcome =
        training(TrialLog.NONE, Listening.NOBODY, Algorithm.values())
            .again(series, best.algorithm(), best.recipe(), plan);
    assertThat(outcome).isInstanceOf(ForecastOutcome.Again.class);
    return ((ForecastOutcome.Again) outcome).candidate();
  }
}
