package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.problem.Define;
import io.millrace.problem.Problem;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.Scores;
import io.millrace.training.prepare.Part;
import io.millrace.training.prepare.Warning;
import io.millrace.training.register.Libraries;
import io.millrace.training.register.ModelStore.NewModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The winner as a package, with where it comes from. */
record NewVersion(
    Plan plan, Contest contest, List<LandedFile> landed, Instant now, Runnable stillOurs)
    implements NewModel {

  private static final int GOLDEN_ROWS = 20;

  @Override
  public String run() {
    return plan.run();
  }

  @Override
  public int after() {
    return plan.newest();
  }

  @Override
  public int attempt() {
    return plan.record().attempt();
  }

  @Override
  public void check() {
    stillOurs.run();
  }

  @Override
  public ModelPackage write(Path folder, int version, String files) {
    Candidate best = contest.best();
    return ModelPackage.write(
        folder,
        best.onnx(),
        best.history().features(),
        baseline(),
        golden(),
        manifest(version).withFiles(files));
  }

  private List<String> warnings() {
    return contest.rows().warnings().stream().map(Warning::text).toList();
  }

  private Baseline baseline() {
    Candidate best = contest.best();
    return Baseline.of(
        best.history().part().rows(), answers(best.scores()), contest.rows().classes());
  }

  private static FeatureBaseline answers(Scores scores) {
    int rows = scores.rows();
    if (scores.classes().isEmpty()) {
      double[] values = new double[rows];
      java.util.Arrays.setAll(values, scores::value);
      return FeatureBaseline.numbers(values, rows);
    }
    @Nullable String[] labels = new @Nullable String[rows];
    java.util.Arrays.setAll(labels, scores::label);
    return FeatureBaseline.categories(labels, rows);
  }

  /** Rows of the holdout, evenly spread over it. */
  private Golden golden() {
    Part holdout = contest.rows().holdout();
    int count = Math.min(GOLDEN_ROWS, holdout.size());
    List<Golden.GoldenRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * holdout.size() / count);
      rows.add(Golden.row(holdout.rows(), row, contest.best().scores()));
    }
    return new Golden(rows);
  }

  private Map<String, Object> parameters(Candidate best) {
    Map<String, Object> parameters = new LinkedHashMap<>(best.parameters());
    parameters.put(Reports.DUPLICATES, contest.rows().duplicates());
    return parameters;
  }

  private Manifest manifest(int version) {
    Problem problem = plan.stated();
    Define define = problem.define();
    Candidate best = contest.best();
    Part holdout = contest.rows().holdout();
    List<String> classes = contest.rows().classes();
    java.util.OptionalInt positive = contest.holdout().positive();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem.name(),
        version,
        define.task(),
        define.target(),
        classes,
        positive.isPresent() ? classes.get(positive.getAsInt()) : null,
        best.threshold() == null ? null : best.threshold().value(),
        problem.data().features(),
        plan.problem().version(),
        plan.problem().definition(),
        best.algorithm(),
        parameters(best),
        problem.train().seed(),
        define.primaryMetric(),
        best.metrics(),
        contest.described(),
        contest.champion(),
        contest.evaluation(),
        new Manifest.Holdout(
            holdout.size(), holdout.from(), holdout.to(), problem.prepare().holdout().words()),
        landed.stream()
            .map(file -> new Manifest.DataFile(file.path(), file.digest(), file.rows()))
            .toList(),
        plan.record().asset(),
        Libraries.versions(),
        plan.cause(),
        plan.record().correlationId(),
        plan.run(),
        now,
        Map.of(),
        null,
        warnings());
  }
}
