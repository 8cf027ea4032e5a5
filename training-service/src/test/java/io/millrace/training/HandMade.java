package io.millrace.training;

import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.training.register.ModelStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A model that nobody trained, with a sound package: it counts, in the problem {@code room}.
 *
 * @param definition the problem file that it was made for
 */
public record HandMade(String run, int attempt, Map<String, Object> definition)
    implements ModelStore.NewModel {

  public static final ProblemName ROOM = new ProblemName("room");

  public HandMade(String run, int attempt) {
    this(run, attempt, Map.of());
  }

  @Override
  public int after() {
    return 0;
  }

  @Override
  public void check() {
    // nobody else makes it
  }

  @Override
  public ModelPackage write(Path draft, int version, String files) {
    return ModelPackage.write(
        draft,
        new byte[] {1, 2, 3},
        new FittedFeatures(List.of()),
        new Baseline(1, Map.of(), FeatureBaseline.numbers(new double[] {1}, 1), List.of()),
        new Golden(List.of()),
        manifest(version).withFiles(files));
  }

  private Manifest manifest(int version) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        ROOM,
        version,
        Task.REGRESSION,
        "count",
        List.of(),
        null,
        null,
        new Schema(List.of()),
        1,
        definition,
        "gradient-boosting",
        Map.of("training_rows", 640),
        42,
        Metric.RMSE,
        Map.of("rmse", 1.5),
        List.of(),
        null,
        null,
        new Manifest.Holdout(1, Instant.EPOCH, Instant.EPOCH),
        List.of(),
        1,
        Map.of(),
        new Cause(Cause.Kind.REQUEST, "asked for"),
        "c-1",
        run,
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
