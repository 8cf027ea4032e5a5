package io.millrace.scoring.test;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.forecast.WindowEncoder;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages of a model that goes on in a straight line: two steps of 7 s, from four values. */
public final class SmallForecasters {

  public static final ForecastPlan PLAN =
      new ForecastPlan(7000, 2, 4, 1, 1, Encoding.WINDOW, 0.9, List.of(0.5, 1.0));

  private SmallForecasters() {}

  public static byte[] onnx() {
    return SmallGraphs.numbers(new float[][] {{0, 0}, {0, 0}, {-1, -2}, {0, 0}});
  }

  public static ModelPackage write(Path dir, ProblemName problem, int version) {
    RowBatch values = new RowBatch(schema(), 1);
    values.add(Map.of("Light", 1.0), SmallPackages.MADE_AT);
    return ModelPackage.write(
        dir,
        onnx(),
        new WindowEncoder(PLAN).features(),
        Baseline.of(values, FeatureBaseline.numbers(new double[] {1}, 1)),
        golden(),
        manifest(problem, version));
  }

  public static Golden golden() {
    try (ForecastModel model = ForecastModel.load(onnx(), PLAN)) {
      RowBatch rows = model.rows(List.of(new Window(new double[] {1, 2, 4, 7}, 0)));
      return new Golden(List.of(Golden.row(rows, 0, model.score(rows))));
    }
  }

  private static Schema schema() {
    return new Schema(List.of(new Feature.Number("Light", false, Optional.empty())));
  }

  private static Manifest manifest(ProblemName problem, int version) {
    Manifest like = SmallPackages.manifest(problem, version);
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem,
        version,
        Task.FORECASTING,
        "Light",
        List.of(),
        null,
        null,
        schema(),
        1,
        definition(problem),
        "linear",
        Map.of(),
        42,
        Metric.MAE,
        Map.of("mae", 0.5),
        List.of(),
        null,
        null,
        like.holdout(),
        List.of(),
        1,
        like.libraries(),
        like.cause(),
        like.correlationId(),
        like.run(),
        like.createdAt(),
        Map.of(),
        null,
        List.of(),
        null,
        null,
        PLAN,
        null);
  }

  /** A problem file that fits the packages. */
  public static Map<String, Object> definition(ProblemName problem) {
    return Map.of(
        "problem",
        problem.value(),
        "define",
        Map.of("task", "forecasting", "target", "Light", "horizon", 2, "context", 4, "season", 1),
        "data",
        Map.of("time", "date", "key", "room"));
  }
}
