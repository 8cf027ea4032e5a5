package io.millrace.training.run;

import io.millrace.problem.Metric;
import io.millrace.problem.Search;
import io.millrace.problem.Train;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.prepare.History;
import io.millrace.training.prepare.Preparation.Ready;
import io.millrace.training.search.Findings;
import io.millrace.training.search.Findings.Found;
import io.millrace.training.search.Material;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.search.TrialSearch;
import io.millrace.training.train.LogTarget;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Shape;
import io.millrace.training.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Finds each algorithm's best parameters, history and number of steps on the validation rows, and
 * fits it anew on the whole of that history.
 */
final class Selection {

  /**
   * At least this part of the steps is taken: a strange end of the data must not end it at once.
   */
  private static final int FEWEST = 16;

  /** Where no rows can tell when to stop, this part of the steps is taken. */
  private static final int UNSEEN = 4;

  private final List<Trainer> trainers;
  private final TrialLog trials;
  private final ExecutorService threads;

  /**
   * @param trainers of equals, the earlier wins
   */
  Selection(List<Trainer> trainers, TrialLog trials, ExecutorService threads) {
    this.trainers = List.copyOf(trainers);
    this.trials = trials;
    this.threads = threads;
  }

  /** The best on the validation rows first. */
  List<Candidate> candidates(Plan plan, Ready ready, Holdout holdout, Follower follower) {
    Train train = plan.stated().train();
    List<Trainer> wanted =
        trainers.stream()
            .filter(each -> train.algorithms().contains(each.algorithm()))
            .map(each -> forMetric(each, train.search().metric()))
            .toList();
    List<Material> materials = Materials.of(ready.histories());
    List<Fit> fits =
        materials.isEmpty()
            ? untried(wanted, ready, train)
            : found(
                search(plan, wanted, materials, holdout, follower),
                materials.getFirst().judged().targets(),
                wanted,
                ready,
                train);
    List<Candidate> candidates = new ArrayList<>();
    for (Fit fit : fits) {
      follower.reached(Told.fitting(fit, candidates.size(), fits.size()));
      candidates.add(Candidate.of(fit, ready, holdout));
    }
    return candidates;
  }

  /**
   * What was done to train a version.
   *
   * @throws IllegalStateException where its manifest does not say so, or something else by now
   */
  Fit again(Manifest manifest, Ready ready, Metric metric) {
    Manifest.Training training = manifest.training();
    Manifest.Recipe recipe = training == null ? null : training.recipe();
    if (recipe == null) {
      throw new IllegalStateException(
          "its manifest does not say how many steps were taken and with which seed; those of newer"
              + " versions do");
    }
    Trainer trainer =
        trainers.stream()
            .filter(each -> each.algorithm().word().equals(manifest.algorithm()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("there is no algorithm " + manifest.algorithm()));
    return new Fit(
        forMetric(trainer, metric),
        ready.histories().stream()
            .filter(each -> each.name().equals(recipe.history()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("there is no history " + recipe.history())),
        Parameters.of(recipe.parameters()),
        recipe.steps(),
        recipe.seed(),
        Optional.empty(),
        Map.of());
  }

  /** What counts by how many times an answer is off is learned as a logarithm. */
  private static Trainer forMetric(Trainer trainer, Metric metric) {
    return metric == Metric.RMSLE ? new LogTarget(trainer) : trainer;
  }

  private Findings search(
      Plan plan,
      List<Trainer> wanted,
      List<Material> materials,
      Holdout holdout,
      Follower follower) {
    Search search = plan.stated().train().search();
    return new TrialSearch(
            search,
            wanted,
            materials,
            (answers, rows) ->
                holdout.of(rows.targets()).measure(answers).atBestThreshold(search.metric()),
            plan.stated().train().seed(),
            trials,
            threads)
        .run(new Told(follower, search.limits().trials(), search.metric())::trial);
  }

  private static List<Fit> found(
      Findings findings, double[] truth, List<Trainer> wanted, Ready ready, Train train) {
    List<Fit> fits = new ArrayList<>();
    for (Found found : findings.ranked()) {
      Trial trial = found.trial();
      Trainer trainer = trainer(wanted, trial);
      History history = history(ready, trial);
      int most = trainer.mostSteps(trial.parameters(), history.encoded().shape());
      fits.add(
          new Fit(
              trainer,
              history,
              trial.parameters(),
              Math.max(found.steps(), Math.ceilDiv(most, FEWEST)),
              TrialSearch.seedOf(train.seed(), trial.number()),
              Optional.of(new Fit.Seen(truth, found.answers())),
              Map.of("trial", trial.number(), "trials", findings.trials().size())));
    }
    return fits;
  }

  private static List<Fit> untried(List<Trainer> wanted, Ready ready, Train train) {
    History history = ready.histories().getFirst();
    Shape shape = history.encoded().shape();
    List<Fit> fits = new ArrayList<>();
    for (Trainer trainer : wanted) {
      Parameters defaults = trainer.defaults(shape);
      int steps = Math.max(1, trainer.mostSteps(defaults, shape) / UNSEEN);
      fits.add(
          new Fit(
              trainer,
              history,
              defaults,
              steps,
              train.seed(),
              Optional.empty(),
              Map.of("trials", 0)));
    }
    return fits;
  }

  private static Trainer trainer(List<Trainer> wanted, Trial trial) {
    return wanted.stream()
        .filter(each -> each.algorithm() == trial.algorithm())
        .findFirst()
        .orElseThrow();
  }

  private static History history(Ready ready, Trial trial) {
    return ready.histories().stream()
        .filter(each -> each.name().equals(trial.history()))
        .findFirst()
        .orElseThrow();
  }
}
