package io.millrace.monitoring;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** As much of a model package as the watch looks at: a feature that is standard normal. */
public final class Packages {

  private Packages() {}

  public static Baseline baseline() {
    Random random = new Random(7);
    double[] x = new double[2_000];
    String[] answers = new String[500];
    Arrays.setAll(x, _ -> random.nextGaussian());
    Arrays.setAll(answers, i -> i % 2 == 0 ? "1" : "0");
    return new Baseline(
        x.length,
        Map.of("x", FeatureBaseline.numbers(x, x.length)),
        FeatureBaseline.categories(answers, answers.length),
        List.of("0", "1"));
  }

  public static byte[] baselineJson() {
    return PackageJson.write(baseline());
  }

  /** With the baseline beside the manifest. */
  public static void store(BlobStore blobs, ProblemName problem, int version) {
    String folder = "problems/%s/models/%d/".formatted(problem, version);
    blobs.create(folder + "baseline.json", baselineJson());
    blobs.create(folder + "manifest.json", manifest(problem, version, null));
  }

  /**
   * @param files where the manifest says that the baseline is
   */
  public static byte[] manifest(ProblemName problem, int version, @Nullable String files) {
    Instant made = Instant.parse("2026-02-01T00:00:00Z");
    return PackageJson.write(
        new Manifest(
            Manifest.FORMAT_VERSION,
            problem,
            version,
            Task.CLASSIFICATION,
            "busy",
            List.of("0", "1"),
            "1",
            null,
            new Schema(List.of(new Feature.Number("x", false, Optional.empty()))),
            1,
            Map.of(),
            "gradient-boosting",
            Map.of(),
            42,
            Metric.F1,
            Map.of("f1", 0.97),
            List.of(),
            null,
            null,
            new Manifest.Holdout(500, made, made),
            List.of(),
            1,
            Map.of(),
            new Cause(Cause.Kind.FIRST_DATA, "the first rows came"),
            "c-1",
            "r-1",
            made,
            Map.of("baseline.json", Digest.of(baselineJson())),
            files,
            List.of(),
            null,
            null,
            null,
            null));
  }
}
