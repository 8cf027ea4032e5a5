package io.millrace.training.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Prepare.Size;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.problem.Train.Algorithm;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.Landing;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.forecast.ForecastOutcome.Trained;
import io.millrace.training.prepare.LandedSeries;
import io.millrace.training.prepare.Limits;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.LocalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What forecasts reach on a public series, beside its season before. Not of the build: {@code
 * ./mvnw -pl training-service test -Dtest=ForecastBenchmark}.
 */
class ForecastBenchmark {

  /** 12 months to learn from, 4 to validate on, 4 to be measured on. */
  private static final String OIL_TEMPERATURE =
      """
      SELECT 'e' || row_number() OVER (ORDER BY date) AS event_id, date AS event_time, OT AS target
      FROM read_csv('%s') ORDER BY date LIMIT 14400""";

  private static final int TRAINING = 8640;
  private static final Define DEFINE =
      new Define(Task.FORECASTING, "OT", Optional.empty(), Optional.empty());

  @TempDir Path folder;

  @Test
  void oilTemperature() {
    String file = dataSet("ett/ETTh1.csv");
    Instant start = Instant.now();
    Trained trained = train(OIL_TEMPERATURE.formatted(file));
    double unit = UnseenDeviation.of(file, TRAINING);
    double naive = standardised(trained.naive(), unit);

    System.out.printf(
        Locale.ROOT,
        "%nETTh1, OT, %d steps from %d, season %d (found), %d origins, %d s%n%-20s %8s %8s %8s %8s %10s %8s%n",
        trained.best().plan().horizon(),
        trained.best().plan().context(),
        trained.best().plan().season(),
        trained.holdout().origins(),
        Duration.between(start, Instant.now()).toSeconds(),
        "",
        "MASE",
        "sMAPE",
        "MAE",
        "RMSE",
        "MSE (std)",
        "in 90 %");
    print("seasonal naive", trained.naive(), naive, Double.NaN);
    for (Candidate each : trained.candidates()) {
      print(each.algorithm(), each.holdout(), standardised(each.holdout(), unit), each.coverage());
    }
    System.out.printf(
        Locale.ROOT,
        "chosen: %s; bar: %.4f%n",
        trained.best().algorithm(),
        Math.min(0.06, 0.75 * naive));
    assertThat(trained.best().plan().season()).isEqualTo(24);
    assertThat(standardised(trained.best().holdout(), unit))
        .isLessThanOrEqualTo(Math.min(0.06, 0.75 * naive));
  }

  private Trained train(String rows) {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    DataArrived landed = new Landing(blobs, folder, new ProblemName("oil")).land(rows);
    LocalFiles files = new LocalFiles(blobs, folder.resolve("files"), 1_000_000_000);
    try (LocalFiles.Fetched fetched = files.fetch(landed.files())) {
      LandedSeries series =
          LandedSeries.read(
              fetched.of(LandedFile.Kind.EVENTS),
              fetched.of(LandedFile.Kind.GROUND_TRUTH),
              Optional.empty(),
              new Limits("512MB", folder.resolve("spill"), 1_000_000));
      ForecastTask task =
          new ForecastTask(
              96,
              OptionalInt.of(336),
              OptionalInt.empty(),
              new Size.Share(0.2),
              new Size.Share(0.25),
              0.9,
              Metric.RMSE,
              List.of(Algorithm.values()),
              1);
      try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
        return (Trained)
            new ForecastTraining(task, Optional.empty(), TrialLog.NONE, threads, Listening.NOBODY)
                .train(series.series(), DEFINE);
      }
    }
  }

  private static double standardised(Accuracy accuracy, double deviation) {
    return Math.pow(accuracy.rmse() / deviation, 2);
  }

  private static void print(String who, Accuracy accuracy, double mse, double coverage) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %8.4f %8.4f %8.4f %8.4f %10.4f %8.3f%n",
        who,
        accuracy.mase(),
        accuracy.smape(),
        accuracy.mae(),
        accuracy.rmse(),
        mse,
        coverage);
  }

  private static String dataSet(String name) {
    Path file = Path.of("..", "..", "shared", "data").resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file.toString();
  }
}
