package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.forecast.ForecastOutcome;
import io.millrace.training.forecast.ForecastTask;
import io.millrace.training.forecast.ForecastTraining;
import io.millrace.training.forecast.Listener;
import io.millrace.training.forecast.Serving;
import io.millrace.training.prepare.LandedSeries;
import io.millrace.training.prepare.Limits;
import io.millrace.training.run.Computed.Outcome;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.RunRecord.Progress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The computing of a run whose problem forecasts: from files to a package, or to why none. */
record ForecastRun(
    Job job, Plan plan, TrialLog trials, ExecutorService threads, Follower follower) {

  private static final Logger LOG = LoggerFactory.getLogger(ForecastRun.class);

  private static final int FITTED = 95;

  Outcome run(Limits limits, Optional<Champion> champion) {
    LandedSeries series = LandedSeries.read(job.events(), job.truths(), plan.labelsSince(), limits);
    LOG.info(
        "{}: {} values of {} landed ({} resent) in {} series",
        plan.name(),
        series.values(),
        series.landed(),
        series.duplicates(),
        series.series().size());
    return switch (outcome(series, champion)) {
      case ForecastOutcome.NotYet(String reason) -> new Computed.Waits(reason, null);
      case ForecastOutcome.Again again ->
          new Computed.MadeAgain(
              Contents.of(again.candidate(), again.values(), plan).digests(),
              again.candidate().metrics());
      case ForecastOutcome.Trained trained ->
          judged(new ForecastVersion(plan, job, trained, champion, series));
    };
  }

  private Outcome judged(ForecastVersion version) {
    LOG.info("{}: {}", plan.name(), version.described());
    return switch (version.trained().verdict()) {
      case Verdict.Wins _ -> {
        follower.reached(new Progress(FITTED, "writing the package"));
        version.write(job.folder().made());
        yield new Computed.Wins(version.report());
      }
      case Verdict.Loses(_, String reason) -> new Computed.Loses(reason, version.report());
    };
  }

  private ForecastOutcome outcome(LandedSeries series, Optional<Champion> champion) {
    ForecastPlan served = champion.map(model -> model.manifest().forecast()).orElse(null);
    if (champion.isEmpty() || served == null) {
      return train(series, Optional.empty());
    }
    try (ForecastModel model =
        ForecastModel.of(ScoringModel.load(champion.get().modelPackage()), served)) {
      Manifest.Holdout holdout = champion.get().manifest().holdout();
      Serving serving = new Serving(model, holdout.from().plusMillis(1)); // that one it has seen
      return train(series, Optional.of(serving));
    }
  }

  private ForecastOutcome train(LandedSeries series, Optional<Serving> serving) {
    Problem problem = plan.stated();
    ForecastTask task = ForecastTask.of(problem);
    ForecastTraining training =
        new ForecastTraining(task, serving, trials, threads, listener(task));
    Manifest again = job.again();
    if (again == null) {
      return training.train(series.series(), problem.define());
    }
    Manifest.Training made = again.training();
    if (made == null || made.recipe() == null || again.forecast() == null) {
      throw new IllegalStateException(
          "its manifest does not say how many steps were taken and with which seed");
    }
    return training.again(series.series(), again.algorithm(), made.recipe(), again.forecast());
  }

  private Listener listener(ForecastTask task) {
    Told told = new Told(follower, task.algorithms().size(), task.metric());
    return new Listener() {
      @Override
      public void tried(Trial trial) {
        told.trial(trial);
      }

      @Override
      public void fitted(ForecastOutcome.Candidate candidate) {
        told.fitted(candidate.algorithm(), candidate.holdout().value(task.metric()));
      }

      @Override
      public void ensureWanted() {
        follower.ensureWanted();
      }
    };
  }
}
