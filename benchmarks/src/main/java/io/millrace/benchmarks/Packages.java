package io.millrace.benchmarks;

import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Packages of the network, as training would have made them. */
final class Packages {

  private static final int GOLDEN_ROWS = 20;

  private final Network network;
  private final ProblemName problem;

  Packages(Network network, ProblemName problem) {
    this.network = network;
    this.problem = problem;
  }

  Map<String, Object> definition() {
    Map<String, Object> features = new LinkedHashMap<>();
    network.names().forEach(name -> features.put(name, "number"));
    return Map.of(
        "problem",
        problem.value(),
        "define",
        Map.of("task", "classification", "target", "y"),
        "data",
        Map.of("features", features));
  }

  ModelPackage write(Path folder, int version) {
    RowBatch rows = rows();
    String[] answers =
        IntStream.range(0, rows.size())
            .mapToObj(i -> Network.CLASSES.get(i % 2))
            .toArray(String[]::new);
    FeatureBaseline output = FeatureBaseline.categories(answers, answers.length);
    return ModelPackage.write(
        folder,
        network.onnx(),
        network.fitted(),
        Baseline.of(rows, output, Network.CLASSES),
        golden(rows),
        manifest(version));
  }

  private RowBatch rows() {
    Random random = new Random(3);
    RowBatch rows = new RowBatch(network.schema(), GOLDEN_ROWS);
    for (int row = 0; row < GOLDEN_ROWS; row++) {
      rows.open(0);
      for (int i = 0; i < network.features(); i++) {
        rows.setNumber(i, random.nextGaussian());
      }
    }
    return rows;
  }

  private Golden golden(RowBatch rows) {
    try (ScoringModel model =
        ScoringModel.load(network.onnx(), network.fitted(), Task.CLASSIFICATION, Network.CLASSES)) {
      Scores scores = model.score(rows);
      return new Golden(
          IntStream.range(0, rows.size()).mapToObj(row -> Golden.row(rows, row, scores)).toList());
    }
  }

  private Manifest manifest(int version) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem,
        version,
        Task.CLASSIFICATION,
        "y",
        Network.CLASSES,
        "1",
        null,
        network.schema(),
        1,
        definition(),
        "neural-network",
        Map.of(),
        7,
        Metric.F1,
        Map.of("f1", 0.5),
        List.of(new Manifest.Candidate("nn", "neural-network", "all", Map.of("f1", 0.5), true)),
        null,
        null,
        new Manifest.Holdout(GOLDEN_ROWS, Instant.EPOCH, Instant.EPOCH),
        List.of(),
        1,
        Map.of(),
        new Cause(Cause.Kind.FIRST_DATA, "to be measured"),
        "benchmarks",
        "benchmarks",
        Instant.EPOCH,
        Map.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }
}
