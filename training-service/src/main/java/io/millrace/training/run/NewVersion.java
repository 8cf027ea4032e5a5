package io.millrace.training.run;

import io.millrace.problem.Define;
import io.millrace.problem.Problem;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.training.prepare.Part;
import io.millrace.training.prepare.Warning;
import io.millrace.training.register.Libraries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The winner as a package, with where it comes from; what registers it says its number and time.
 */
record NewVersion(Plan plan, Contest contest, Contents contents, Job job) {

  /** The number that a package has until it is registered. */
  private static final int NONE = 0;

  ModelPackage write(Path folder) {
    return contents.write(folder, manifest());
  }

  private List<String> warnings() {
    return contest.rows().warnings().stream().map(Warning::text).toList();
  }

  private Evaluation evaluation() {
    Evaluation evaluation = contest.evaluation();
    return contents.importance().map(evaluation::with).orElse(evaluation);
  }

  private Map<String, Object> parameters(Candidate best) {
    Map<String, Object> parameters = new LinkedHashMap<>(best.parameters());
    parameters.put(Reports.DUPLICATES, contest.rows().duplicates());
    parameters.put(Reports.MOST_ROWS, job.mostRows());
    return parameters;
  }

  private Manifest manifest() {
    Problem problem = plan.stated();
    Define define = problem.define();
    Candidate best = contest.best();
    Part holdout = contest.rows().holdout();
    Part learned = best.history().part();
    List<String> classes = contest.rows().classes();
    java.util.OptionalInt positive = contest.holdout().positive();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem.name(),
        NONE,
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
        evaluation(),
        new Manifest.Holdout(
            holdout.size(), holdout.from(), holdout.to(), problem.prepare().holdout().words()),
        job.landed().stream()
            .map(file -> new Manifest.DataFile(file.path(), file.digest(), file.rows()))
            .toList(),
        plan.record().asset(),
        Libraries.versions(),
        plan.cause(),
        plan.record().correlationId(),
        plan.run(),
        Instant.EPOCH,
        Map.of(),
        null,
        warnings(),
        new Manifest.Training(learned.size(), learned.from(), learned.to(), best.fit().recipe()),
        null);
  }
}
