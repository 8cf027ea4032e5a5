package io.millrace.scoring.test;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageJson;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Packages of a model that calls a room occupied ({@code "1"}) where its light is above 365, with a
 * logit of {@code (light - 365) / 100} towards it.
 */
public final class SmallPackages {

  public static final Instant MADE_AT = Instant.parse("2026-01-01T00:00:00Z");

  public static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("Light", false, Optional.empty()),
              new Feature.Number("CO2", true, Optional.empty())));

  public static final FittedFeatures FEATURES =
      new FittedFeatures(
          List.of(
              new Encoder.NumberEncoder("Light", 365, 365, 100),
              new Encoder.NumberEncoder("CO2", 600, 600, 300)));

  public static final List<String> CLASSES = List.of("0", "1");

  private SmallPackages() {}

  public static byte[] onnx() {
    return SmallGraphs.classifier(new float[][] {{0, 1}, {0, 0}}, new float[] {0, 0});
  }

  public static RowBatch rows(double... lights) {
    RowBatch rows = new RowBatch(SCHEMA, lights.length);
    for (double light : lights) {
      rows.add(Map.of("Light", light, "CO2", 500.0), MADE_AT);
    }
    return rows;
  }

  public static ModelPackage write(Path dir, ProblemName problem, int version) {
    return write(dir, problem, version, golden());
  }

  public static ModelPackage write(Path dir, ProblemName problem, int version, Golden golden) {
    return write(dir, golden, manifest(problem, version));
  }

  /** One that calls a room occupied only where it is as likely as the threshold. */
  public static ModelPackage write(Path dir, ProblemName problem, int version, double threshold) {
    return write(dir, golden(), manifest(problem, version, threshold));
  }

  /** One whose model is a TorchScript program, or bytes that are none. */
  public static ModelPackage writeProgram(
      Path dir, ProblemName problem, int version, byte[] program) {
    String json = new String(PackageJson.write(manifest(problem, version)), StandardCharsets.UTF_8);
    String origin =
        """
        , "origin": {"file": "a.pt", "format": "torchscript", "digest": "sha256:0", "bytes": 1,
         "by": "ada", "reading": "SCORES"}}""";
    String brought = json.substring(0, json.lastIndexOf('}')) + origin;
    Manifest manifest = PackageJson.read(brought.getBytes(StandardCharsets.UTF_8), Manifest.class);
    FeatureBaseline output = FeatureBaseline.categories(new String[] {"0", "1"}, 2);
    return ModelPackage.write(
        dir,
        ModelPackage.PROGRAM,
        program,
        FEATURES,
        Baseline.of(rows(0, 400), output, CLASSES),
        golden(),
        manifest);
  }

  /** One that has no answer to lights far from 365, which its golden row does not show. */
  public static ModelPackage writeFailing(Path dir, ProblemName problem, int version) {
    byte[] onnx =
        SmallGraphs.classifier(
            new float[][] {{-Float.MAX_VALUE, Float.MAX_VALUE}, {0, 0}}, new float[] {0, 0});
    RowBatch rows = rows(365, 364.5);
    try (ScoringModel model = ScoringModel.load(onnx, FEATURES, Task.CLASSIFICATION, CLASSES)) {
      Scores scores = model.score(rows);
      Golden golden = new Golden(List.of(Golden.row(rows, 0, scores)));
      return write(dir, onnx, golden, manifest(problem, version));
    }
  }

  /** One that answers as ever, and takes its time. */
  public static ModelPackage writeSlow(Path dir, ProblemName problem, int version, int products) {
    byte[] onnx =
        SmallGraphs.slowClassifier(new float[][] {{0, 1}, {0, 0}}, new float[] {0, 0}, products);
    return write(dir, onnx, golden(), manifest(problem, version));
  }

  private static ModelPackage write(Path dir, Golden golden, Manifest manifest) {
    return write(dir, onnx(), golden, manifest);
  }

  private static ModelPackage write(Path dir, byte[] onnx, Golden golden, Manifest manifest) {
    RowBatch rows = rows(0, 100, 400, 500);
    FeatureBaseline output = FeatureBaseline.categories(new String[] {"0", "0", "1", "1"}, 4);
    return ModelPackage.write(
        dir, onnx, FEATURES, Baseline.of(rows, output, CLASSES), golden, manifest);
  }

  public static Golden golden() {
    RowBatch rows = rows(0, 300, 900);
    try (ScoringModel model = ScoringModel.load(onnx(), FEATURES, Task.CLASSIFICATION, CLASSES)) {
      Scores scores = model.score(rows);
      return new Golden(
          List.of(
              Golden.row(rows, 0, scores),
              Golden.row(rows, 1, scores),
              Golden.row(rows, 2, scores)));
    }
  }

  public static Manifest manifest(ProblemName problem, int version) {
    return manifest(problem, version, null);
  }

  private static Manifest manifest(ProblemName problem, int version, @Nullable Double threshold) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem,
        version,
        Task.CLASSIFICATION,
        "Occupancy",
        CLASSES,
        "1",
        threshold,
        SCHEMA,
        1,
        definition(problem),
        "gradient-boosting",
        Map.of("trees", 100),
        42,
        Metric.F1,
        Map.of("f1", 0.97),
        List.of(new Manifest.Candidate("gb", "gradient-boosting", "all", Map.of("f1", 0.97), true)),
        null,
        null,
        new Manifest.Holdout(4, MADE_AT, MADE_AT),
        List.of(),
        1,
        Map.of("onnx", "1"),
        new Cause(Cause.Kind.FIRST_DATA, "the first rows came"),
        "c-1",
        "r-1",
        MADE_AT,
        Map.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  /** A problem file that fits the packages. */
  public static Map<String, Object> definition(ProblemName problem) {
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("Light", "number");
    features.put("CO2", Map.of("type", "number", "optional", true));
    return Map.of(
        "problem",
        problem.value(),
        "define",
        Map.of("task", "classification", "target", "Occupancy"),
        "data",
        Map.of("time", "date", "key", "room", "features", features));
  }
}
