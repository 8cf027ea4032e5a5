package io.millrace.training.run;

import io.millrace.problem.Define;
import io.millrace.problem.Problem;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Threshold;
import io.millrace.training.prepare.Warning;
import io.millrace.training.register.Libraries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a manifest says of every model that a run makes; what registers it says number and time. */
record Provenance(Plan plan, Job job) {

  /** The number that a package has until it is registered. */
  private static final int NONE = 0;

  /**
   * What it says of one.
   *
   * @param duplicates events resent under the same id, and left out
   * @param threshold by which it answers one of two classes; null where it does not
   * @param champion what served; null where there was nothing to compare with
   * @param forecast how series are read; null for another task
   */
  record Model(
      String algorithm,
      Map<String, Object> parameters,
      long duplicates,
      List<String> classes,
      @Nullable String positive,
      @Nullable Threshold threshold,
      Map<String, Double> metrics,
      List<Manifest.Candidate> candidates,
      Manifest.@Nullable Champion champion,
      Evaluation evaluation,
      Manifest.Holdout holdout,
      Manifest.Training training,
      List<Warning> warnings,
      @Nullable ForecastPlan forecast) {}

  /** The words in which the problem file says what is held out. */
  String split() {
    return plan.stated().prepare().holdout().words();
  }

  private Map<String, Object> parameters(Model model) {
    Map<String, Object> parameters = new LinkedHashMap<>(model.parameters());
    parameters.put(Reports.DUPLICATES, model.duplicates());
    parameters.put(Reports.MOST_ROWS, job.mostRows());
    return parameters;
  }

  Manifest of(Model model) {
    Problem problem = plan.stated();
    Define define = problem.define();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem.name(),
        NONE,
        define.task(),
        define.target(),
        model.classes(),
        model.positive(),
        model.threshold() == null ? null : model.threshold().value(),
        problem.data().features(),
        plan.problem().version(),
        plan.problem().definition(),
        model.algorithm(),
        parameters(model),
        problem.train().seed(),
        define.primaryMetric(),
        model.metrics(),
        model.candidates(),
        model.champion(),
        model.evaluation(),
        model.holdout(),
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
        model.warnings().stream().map(Warning::text).toList(),
        model.training(),
        null,
        model.forecast(),
        null);
  }
}
