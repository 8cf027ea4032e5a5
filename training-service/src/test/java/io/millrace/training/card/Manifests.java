package io.millrace.training.card;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.baseline.Importance.OfFeature;
import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Evaluation.Border;
import io.millrace.scoring.model.Evaluation.Calibration;
import io.millrace.scoring.model.Evaluation.Gate;
import io.millrace.scoring.model.Evaluation.Quantile;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests with all that a card can show. */
final class Manifests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SPLIT = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-02-10T09:33:20.125Z");

  private static final ForecastPlan PLAN =
      new ForecastPlan(3_600_000, 2, 336, 24, 1, Encoding.WINDOW, 0.9, List.of(0.25, 0.5));

  private static final String CLASSIFICATION =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'Occupancy',
         'success': {'metric': 'f1', 'at-least': 0.9}},
       'data': {'time': 'date', 'features': {'Light': 'number', 'CO2': 'number'}},
       'prepare': {'steps': [{'impute': 'median'},
          {'derive': {'hour': 'hour-of-day(date)', 'both': 'product(Light, CO2)'}},
          {'standardise': 'all-numbers'}]}}""";

  private static final String REGRESSION =
      """
      {'problem': 'bikes', 'define': {'task': 'regression', 'target': 'cnt'},
       'data': {'features': {'hr': 'number'}}}""";

  private static final String FORECASTING =
      """
      {'problem': 'bikes',
       'define': {'task': 'forecasting', 'target': 'cnt', 'horizon': 2, 'context': 336},
       'data': {'time': 'date'}}""";

  private Manifests() {}

  static Manifest classifier(List<String> warnings) {
    Map<String, Double> metrics = metrics("accuracy", 0.9912, "f1", 0.97812, "log-loss", 0.0412);
    Evaluation evaluation =
        new Evaluation(
            metrics("accuracy", 0.985, "f1", 0.969),
            baselines(metrics("accuracy", 0.79, "f1", 0.0), metrics("accuracy", 0.99, "f1", 0.96)),
            List.of(List.of(3201L, 21L), List.of(15L, 875L)),
            List.of(),
            calibration(),
            curve(),
            new Gate("f1", 0.97812, 0.95, 0.02812, 0.019, 0.0371, 0.9, 1000, 16),
            importance("f1", "Light", "CO2", "date"));
    return manifest(
        Task.CLASSIFICATION,
        CLASSIFICATION,
        List.of("0", "1"),
        metrics,
        new Manifest.Champion(2, "linear", metrics("accuracy", 0.98, "f1", 0.95)),
        evaluation,
        warnings);
  }

  static Manifest regressor() {
    Map<String, Double> metrics = metrics("mae", 24.1, "rmse", 41.2, "r2", 0.93);
    List<Quantile> residuals = new ArrayList<>();
    double[] shares = {0, .01, .05, .1, .25, .5, .75, .9, .95, .99, 1};
    for (double share : shares) {
      residuals.add(new Quantile(share, 180 * Math.pow(2 * share - 1, 3)));
    }
    Evaluation evaluation =
        new Evaluation(
            Map.of(),
            Map.of("mean", metrics("mae", 140.0, "rmse", 180.0, "r2", 0.0)),
            List.of(),
            residuals,
            List.of(),
            List.of(),
            null,
            importance("rmse", "hr"));
    return manifest(Task.REGRESSION, REGRESSION, List.of(), metrics, null, evaluation, List.of());
  }

  static Manifest forecaster() {
    Map<String, Double> metrics = metrics("rmse", 2.123, "mase", 0.668, "coverage", 0.96);
    Evaluation evaluation =
        new Evaluation(
            metrics("rmse", 2.2),
            Map.of("seasonal-naive", metrics("rmse", 2.453, "mase", 0.802)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null);
    return manifest(Task.FORECASTING, FORECASTING, List.of(), metrics, null, evaluation, List.of());
  }

  /** As they were before anything of the kind was kept. */
  static Manifest bare() {
    return manifest(
        Task.REGRESSION, REGRESSION, List.of(), metrics("rmse", 41.2), null, null, List.of());
  }

  private static Manifest manifest(
      Task task,
      String problem,
      List<String> classes,
      Map<String, Double> metrics,
      Manifest.@Nullable Champion champion,
      @Nullable Evaluation evaluation,
      List<String> warnings) {
    boolean two = !classes.isEmpty();
    Metric metric = two ? Metric.F1 : Metric.RMSE;
    return new Manifest(
        Manifest.FORMAT_VERSION,
        new ProblemName(two ? "room" : "bikes"),
        3,
        task,
        two ? "Occupancy" : "cnt",
        classes,
        two ? "1" : null,
        two ? 0.4375 : null,
        schema(two ? List.of("Light", "CO2") : List.of("hr")),
        1,
        Problems.tree(problem),
        "gradient-boosting",
        Map.of("eta", 0.1, "rounds", 212, "training_rows", 16448),
        7,
        metric,
        metrics,
        List.of(
            new Manifest.Candidate(
                "gradient-boosting on all rows", "gradient-boosting", "all rows", metrics, true),
            new Manifest.Candidate("linear on all rows", "linear", "all rows", metrics, false)),
        champion,
        evaluation,
        new Manifest.Holdout(4112, SPLIT, END, "latest 20%"),
        List.of(
            new Manifest.DataFile("problems/room/data/p0/0.parquet", "sha256:aa", 20560),
            new Manifest.DataFile("problems/room/ground-truth/p0/0.parquet", "sha256:bb", 20560)),
        4,
        Map.of("java", "25.0.1+8", "platform", "Linux amd64", "xgboost", "3.0.4"),
        new Cause(Cause.Kind.DRIFT, "Humidity drifted"),
        "c-1",
        "20260210-093320-125",
        END,
        Map.of("model.onnx", "sha256:0123", "baseline.json", "sha256:4567"),
        "problems/room/runs/r/package",
        warnings,
        evaluation == null ? null : new Manifest.Training(16448, START, SPLIT, null),
        null,
        task == Task.FORECASTING ? PLAN : null,
        null);
  }

  private static Schema schema(List<String> names) {
    return new Schema(
        names.stream()
            .<Feature>map(name -> new Feature.Number(name, true, Optional.empty()))
            .toList());
  }

  private static Importance importance(String metric, String... names) {
    List<OfFeature> features = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      features.add(new OfFeature(names[i], 0.42 / Math.pow(8, i) - 0.002 * i, 0.0061 / (i + 1)));
    }
    return new Importance(metric, 0.97812, 4112, 5, features);
  }

  private static List<Border> curve() {
    List<Border> curve = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      double along = i / 40.0;
      double recall = Math.min(1, Math.pow(along, 0.12));
      curve.add(new Border(1 - along, recall, along * along * along, 1 - 0.79 * along * along));
    }
    return curve;
  }

  private static List<Calibration> calibration() {
    List<Calibration> bins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      double said = 0.05 + i / 10.0;
      bins.add(new Calibration(said, Math.clamp(said + 0.08 * Math.sin(i), 0, 1), 411));
    }
    return bins;
  }

  private static Map<String, Map<String, Double>> baselines(
      Map<String, Double> majority, Map<String, Double> last) {
    Map<String, Map<String, Double>> baselines = new LinkedHashMap<>();
    baselines.put("majority", majority);
    baselines.put("last-value", last);
    return baselines;
  }

  private static Map<String, Double> metrics(Object... namesAndValues) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      metrics.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    }
    return metrics;
  }
}
