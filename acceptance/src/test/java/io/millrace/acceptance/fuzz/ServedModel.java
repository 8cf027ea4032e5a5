package io.millrace.acceptance.fuzz;

import io.millrace.message.Cause;
import io.millrace.message.ModelRegistered;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.test.SmallPackages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A problem with a model, made here: what is fuzzed is not the training. */
final class ServedModel {

  static final String PROBLEM = "fuzzed";

  private static final ProblemName NAME = new ProblemName(PROBLEM);

  static final String FILE =
      """
      problem: fuzzed
      define: { task: classification, target: Occupancy }
      data:
        time: date
        key: room
        features: { Light: number, CO2: { type: number, optional: true } }
      train: { first-after: 100000000 rows }
      """;

  private ServedModel() {}

  /** Writes a version into a store and says how to announce it. */
  static ModelRegistered write(Path blobs, int version) {
    String folder = "problems/%s/models/%d".formatted(PROBLEM, version);
    ModelPackage made = SmallPackages.write(blobs.resolve(folder), NAME, version);
    return new ModelRegistered(
        NAME,
        version,
        folder,
        made.manifestDigest(),
        "gradient-boosting",
        Metric.F1,
        Map.of("f1", 0.97),
        100,
        "r-" + version,
        new Cause(Cause.Kind.REQUEST, "for the fuzzer"),
        SmallPackages.MADE_AT,
        null);
  }

  static List<byte[]> rows() {
    return Stream.of(
            "{\"Light\":430,\"CO2\":null,\"date\":\"2026-02-02T14:19:00Z\",\"room\":\"r\"}",
            "[{\"Light\":430},{\"Light\":\"bright\"},{\"CO2\":1}]",
            "{\"rows\":[{\"Light\":1,\"CO2\":500},{\"Light\":2.5,\"date\":1769955540000}]}")
        .map(Samples::bytes)
        .toList();
  }
}
