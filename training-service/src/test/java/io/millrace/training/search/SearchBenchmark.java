package io.millrace.training.search;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.problem.EarlyTermination;
import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.Metric;
import io.millrace.problem.Search;
import io.millrace.problem.Search.Limits;
import io.millrace.problem.Search.Sampling;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.Trainer;
import io.millrace.training.train.TrainingSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * What ASHA saves: the same random trials, given up early or not, on public data sets where they
 * lie beside the project. Not one of the tests; {@code ./mvnw -pl training-service test
 * -Dtest=SearchBenchmark -Dsurefire.failIfNoSpecifiedTests=false} runs it.
 */
class SearchBenchmark {

  private static final int SEEDS = Integer.getInteger("seeds", 5);
  private static final int TRIALS = Integer.getInteger("trials", 32);
  private static final int FACTOR = Integer.getInteger("factor", 3);
  private static final int FIRST_RUNG = Integer.getInteger("rung", 4);
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String ROW = "%-12s %-9s %9s %9s %8s %8s %8s%n";

  private enum DataSet {
    OCCUPANCY(
        "occupancy/datatraining.txt",
        """
        SELECT Temperature, Humidity, Light, CO2, HumidityRatio, Occupancy FROM read_csv('%s',
          header = false, skip = 1, columns = {'id': 'INTEGER', 'date': 'TIMESTAMP',
          'Temperature': 'DOUBLE', 'Humidity': 'DOUBLE', 'Light': 'DOUBLE', 'CO2': 'DOUBLE',
          'HumidityRatio': 'DOUBLE', 'Occupancy': 'INTEGER'}) ORDER BY date""",
        Metric.ACCURACY,
        2),
    BIKE_HIRE(
        "bike_sharing/hour.csv",
        """
        SELECT season, mnth, hr, holiday, weekday, workingday, weathersit, temp, atemp, hum,
          windspeed, cnt FROM read_csv('%s', types = {'dteday': 'VARCHAR'}) ORDER BY instant""",
        Metric.RMSE,
        0),
    MACHINES(
        "ai4i2020/ai4i2020.csv",
        """
        SELECT "Air temperature [K]", "Process temperature [K]", "Rotational speed [rpm]",
          "Torque [Nm]", "Tool wear [min]", ("Type" = 'L')::INTEGER, ("Type" = 'M')::INTEGER, "Machine failure"
        FROM read_csv('%s') ORDER BY hash("UDI")""",
        Metric.PR_AUC,
        2),
    ELEC2(
        "elec2/elec.csv",
        "SELECT period, nswprice, nswdemand, vicprice, vicdemand, transfer, class"
            + " FROM read_csv('%s') OFFSET 17500 LIMIT 15000",
        Metric.ACCURACY,
        2);

    private final String file;
    private final String query;
    private final Metric metric;
    private final int classes;

    DataSet(String file, String query, Metric metric, int classes) {
      this.file = file;
      this.query = query;
      this.metric = metric;
      this.classes = classes;
    }
  }

  @Test
  void whatAshaSaves() throws SQLException {
    System.out.printf("%d trials, mean of %d seeds; cost in steps x rows%n", TRIALS, SEEDS);
    System.out.printf(ROW, "data", "metric", "full", "asha", "reached", "cost", "of whole");
    for (DataSet data : DataSet.values()) {
      compare(data);
    }
  }

  private static void compare(DataSet data) throws SQLException {
    Path file = Path.of("..", "..", "shared", "data").resolve(data.file).toAbsolutePath();
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    TrainingSet all = read(data, file);
    int cut = (int) (all.rows() * 0.8);
    Material material =
        new Material(
            "all rows", List.of(new Material.Fold(all.slice(0, cut), all.slice(cut, all.rows()))));
    double full = 0;
    double asha = 0;
    double reached = 0;
    double cost = 0;
    double whole = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<Trial> reference = run(data, material, new None(), seed);
      List<Trial> halved = run(data, material, new Asha(FACTOR, new Pace(FIRST_RUNG, 0)), seed);
      double best = best(data, reference);
      double found = best(data, halved);
      full += best / SEEDS;
      asha += found / SEEDS;
      reached += (data.metric.higherIsBetter() ? found / best : best / found) / SEEDS;
      cost += (double) cost(halved) / cost(reference) / SEEDS;
      whole += (double) cost(halved) / (300L * cut * reference.size()) / SEEDS;
    }
    System.out.printf(
        ROW,
        data.name().toLowerCase(java.util.Locale.ROOT),
        data.metric.word(),
        "%.4f".formatted(full),
        "%.4f".formatted(asha),
        "%.1f %%".formatted(100 * reached),
        "%.1f %%".formatted(100 * cost),
        "%.1f %%".formatted(100 * whole));
  }

  private static List<Trial> run(
      DataSet data, Material material, EarlyTermination policy, long seed) {
    Search search =
        new Search(
            Sampling.RANDOM,
            Map.of(),
            data.metric,
            policy,
            new Limits(TRIALS, 4, Optional.empty(), Optional.empty()));
    Trainer trainer = new GradientBoosting();
    try (ExecutorService threads = Executors.newFixedThreadPool(CORES)) {
      return new TrialSearch(
              search,
              List.of(trainer),
              List.of(material),
              judge(data),
              seed,
              TrialLog.NONE,
              threads)
          .run(_ -> {})
          .trials();
    }
  }

  private static double best(DataSet data, List<Trial> trials) {
    return Trial.best(trials, data.metric).orElseThrow().best().at().metric();
  }

  private static long cost(List<Trial> trials) {
    return trials.stream().mapToLong(Trial::cost).sum();
  }

  private static Judge judge(DataSet data) {
    return (answers, rows) -> {
      if (data.metric == Metric.PR_AUC) {
        int[] truth = Arrays.stream(rows.targets()).mapToInt(label -> (int) label).toArray();
        ClassAnswers failures = new ClassAnswers(2, OptionalInt.of(1), truth, truth, answers);
        return Map.of(data.metric.word(), failures.value(Metric.PR_AUC));
      }
      double sum = 0;
      for (int row = 0; row < rows.rows(); row++) {
        double truth = rows.targets()[row];
        sum +=
            data.classes == 0
                ? Math.pow(answers[row] - truth, 2)
                : (answers[2 * row + 1] > answers[2 * row] ? 1 : 0) == truth ? 1 : 0;
      }
      double mean = sum / rows.rows();
      return Map.of(data.metric.word(), data.classes == 0 ? Math.sqrt(mean) : mean);
    };
  }

  private static TrainingSet read(DataSet data, Path file) throws SQLException {
    List<double[]> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(data.query.formatted(file))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        double[] row = new double[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = result.getDouble(i + 1);
        }
        rows.add(row);
      }
    }
    int width = rows.getFirst().length - 1;
    float[] features = new float[rows.size() * width];
    double[] targets = new double[rows.size()];
    for (int row = 0; row < targets.length; row++) {
      for (int i = 0; i < width; i++) {
        features[row * width + i] = (float) rows.get(row)[i];
      }
      targets[row] = rows.get(row)[width];
    }
    return new TrainingSet(features, width, targets, data.classes);
  }
}
