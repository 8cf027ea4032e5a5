package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.message.ModelRegistered;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run reaches on public data, beside what needs no model. Not of the build: {@code ./mvnw
 * -pl training-service test -Dtest=RealDataBenchmark}.
 */
class RealDataBenchmark {

  private static final String ROOM =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'Occupancy',
         'success': {'metric': 'accuracy', 'at-least': 0.9}},
       'data': {'time': 'date', 'features': {'Temperature': 'number', 'Humidity': 'number',
          'Light': 'number', 'CO2': 'number'}}}""";

  private static final String ROOM_BY_LIGHT =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'Occupancy',
         'success': {'metric': 'accuracy', 'at-least': 0.9}},
       'data': {'time': 'date', 'features': {'Light': 'number'}}}""";

  private static final String ROOM_ROWS =
      """
      SELECT 'e' || id AS event_id, date AS event_time, CAST(Occupancy AS VARCHAR) AS target,
        Temperature, Humidity, Light, CO2
      FROM read_csv('%s', header = false, skip = 1, columns = {'id': 'INTEGER',
        'date': 'TIMESTAMP', 'Temperature': 'DOUBLE', 'Humidity': 'DOUBLE',
        'Light': 'DOUBLE', 'CO2': 'DOUBLE', 'HumidityRatio': 'DOUBLE', 'Occupancy': 'INTEGER'})""";

  private static final String BIKES =
      """
      {'problem': 'bikes', 'define': {'task': 'regression', 'target': 'cnt',
         'success': {'metric': 'rmsle', 'at-most': 0.6}},
       'data': {'time': 'date', 'features': {'hr': 'number', 'season': 'category', 'yr': 'number',
         'weekday': 'number', 'workingday': 'boolean', 'holiday': 'boolean',
         'weathersit': 'number', 'temp': 'number', 'atemp': 'number', 'hum': 'number',
         'windspeed': 'number'}},
       'prepare': {'holdout': {'latest': %s}}}""";

  private static final String BIKE_ROWS =
      """
      SELECT 'e' || instant AS event_id,
        strptime(dteday, '%%d/%%m/%%y') + INTERVAL (hr) HOUR AS event_time,
        CAST(cnt AS DOUBLE) AS target, CAST(hr AS DOUBLE) AS hr, CAST(yr AS DOUBLE) AS yr,
        CAST(season AS VARCHAR) AS season, CAST(weathersit AS DOUBLE) AS weathersit,
        CAST(weekday AS DOUBLE) AS weekday, workingday = 1 AS workingday, holiday = 1 AS holiday,
        temp, atemp, hum, windspeed
      FROM read_csv('%s', types = {'dteday': 'VARCHAR'})""";

  private static final String MACHINES =
      """
      {'problem': 'machines', 'define': {'task': 'classification', 'target': 'failure',
         'success': {'metric': 'pr-auc', 'at-least': 0.5}},
       'data': {'features': {'Type': 'category', 'air': 'number', 'process': 'number',
         'speed': 'number', 'torque': 'number', 'wear': 'number'}},
       'prepare': {'holdout': {'stratified': '20%'}, 'steps': [{'impute': 'median'},
         {'derive': {'power': 'product(torque, speed)', 'heating': 'difference(process, air)',
            'strain': 'product(wear, torque)'}}, {'standardise': 'all-numbers'}]}}""";

  private static final String MACHINE_ROWS =
      """
      SELECT 'e' || UDI AS event_id, TIMESTAMP '2020-01-01' + INTERVAL (UDI) MINUTE AS event_time,
        CAST("Machine failure" AS VARCHAR) AS target, "Type", "Air temperature [K]" AS air,
        "Process temperature [K]" AS process, CAST("Rotational speed [rpm]" AS DOUBLE) AS speed,
        "Torque [Nm]" AS torque, CAST("Tool wear [min]" AS DOUBLE) AS wear
      FROM read_csv('%s', delim = '\\t')""";

  @TempDir Path folder;

  /** Five days of one room's climate follow five days of weather, which do not come again. */
  @Test
  void occupancyByLightAlone() {
    for (double accuracy : occupancy("light alone", ROOM_BY_LIGHT, ">= 0.97")) {
      assertThat(accuracy).isGreaterThanOrEqualTo(0.97);
    }
  }

  @Test
  void occupancyByLightAndClimate() {
    occupancy("light and climate", ROOM, "");
  }

  private double[] occupancy(String features, String problem, String bar) {
    Trained room = train(problem, ROOM_ROWS.formatted(dataSet("occupancy/datatraining.txt")));
    String[] names = {"datatest", "datatest2"};
    double[] reached = new double[names.length];
    for (int i = 0; i < names.length; i++) {
      Answered answered =
          Answered.of(room, ROOM_ROWS.formatted(dataSet("occupancy/" + names[i] + ".txt")));
      reached[i] = answered.accuracy();
      report("occupancy, %s, %s".formatted(features, names[i]), "accuracy", reached[i], bar);
      report("  the most frequent class", "accuracy", answered.naiveAccuracy(), "");
      report("  the last label", "accuracy", answered.lastAccuracy(), "");
    }
    return reached;
  }

  @Test
  void bikeHire() {
    String rows = BIKE_ROWS.formatted(dataSet("bike_sharing/hour.csv"));
    double share = UnseenRows.shareSince(rows, "2012-07-01");
    Trained bikes = train(BIKES.formatted(share), rows);

    report("bike hire, from July 2012 on", "rmsle", bikes.metric("rmsle"), "<= 0.42");
    report("  the mean", "rmsle", bikes.naive("rmsle"), "");
    assertThat(bikes.metric("rmsle")).isLessThanOrEqualTo(0.42);
  }

  @Test
  void machineFailure() {
    Trained machines = train(MACHINES, MACHINE_ROWS.formatted(dataSet("ai4i2020/ai4i2020.csv")));

    report("machine failure, stratified fifth", "pr-auc", machines.metric("pr-auc"), ">= 0.70");
    report("  the most frequent class", "pr-auc", machines.naive("pr-auc"), "");
    assertThat(machines.metric("pr-auc")).isGreaterThanOrEqualTo(0.70);
  }

  private Trained train(String problem, String rows) {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    try (House house = new House(blobs, folder.resolve("work"), problem)) {
      Instant start = Instant.now();
      house.trainings.dataArrived(new Landing(blobs, folder, house.name()).land(rows));
      await().atMost(Duration.ofMinutes(30)).until(() -> !house.told.isEmpty());
      assertThat(house.told.getFirst()).isInstanceOf(ModelRegistered.class);
      Trained trained = Trained.of(house);
      System.out.printf(
          Locale.ROOT,
          "%n%s: %s wins after %d s%n",
          house.name(),
          trained.winner(),
          Duration.between(start, Instant.now()).toSeconds());
      return trained;
    }
  }

  private static void report(String what, String metric, double value, String bar) {
    System.out.printf(Locale.ROOT, "%-40s %-10s %.4f  %s%n", what, metric, value, bar);
  }

  private static String dataSet(String name) {
    Path file = Path.of("..", "..", "shared", "data").resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file.toString();
  }

  /**
   * What a run has made.
   *
   * @param naive what needs no model, by metric
   */
  private record Trained(ModelPackage model, Map<String, Double> naive) {

    static Trained of(House house) {
      var stored = house.models.find(house.name(), 1).orElseThrow();
      return switch (house.models.open(house.name(), stored)) {
        case PackageCheck.Sound(ModelPackage model) ->
            new Trained(model, house.ended().getFirst().report().naive());
        case PackageCheck.Unsound(String reason) -> throw new IllegalStateException(reason);
      };
    }

    String winner() {
      return model.manifest().algorithm();
    }

    double metric(String word) {
      return model.manifest().metrics().get(word);
    }

    double naive(String word) {
      return naive.getOrDefault(word, Double.NaN);
    }
  }

  /** How a model labels rows that no run has seen. */
  private record Answered(Scores scores, List<String> labels, String mostFrequent) {

    static Answered of(Trained trained, String query) {
      UnseenRows rows = UnseenRows.read(query, trained.model.manifest().schema());
      try (ScoringModel model = ScoringModel.load(trained.model)) {
        return new Answered(model.score(rows.rows()), rows.labels(), "0");
      }
    }

    double accuracy() {
      return right(scores::label);
    }

    double naiveAccuracy() {
      return right(_ -> mostFrequent);
    }

    double lastAccuracy() {
      return right(row -> row == 0 ? mostFrequent : labels.get(row - 1));
    }

    private double right(IntFunction<String> answer) {
      return IntStream.range(0, labels.size())
              .filter(row -> labels.get(row).equals(answer.apply(row)))
              .count()
          / (double) labels.size();
    }
  }
}
