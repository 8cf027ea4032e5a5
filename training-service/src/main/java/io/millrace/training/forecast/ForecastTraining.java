package io.millrace.training.forecast;

import io.millrace.problem.Define;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.forecast.ForecastOutcome.Again;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.forecast.ForecastOutcome.NotYet;
import io.millrace.training.forecast.ForecastOutcome.Trained;
import io.millrace.training.prepare.LandedSeries.Observed;
import io.millrace.training.search.TrialLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Trains the algorithms on the oldest part, ranks them and finds their intervals on the next, fits
 * them anew on both, and measures them on the latest, forecasting from one origin after the other.
 */
public final class ForecastTraining {

  private final ForecastTask task;
  private final Optional<Serving> serving;
  private final TrialLog log;
  private final ExecutorService threads;
  private final Listener listener;

  /**
   * @param serving what is to be done better
   * @param log of the run; what is in it is not computed again
   * @param threads that algorithms are computed on, one each
   */
  public ForecastTraining(
      ForecastTask task,
      Optional<Serving> serving,
      TrialLog log,
      ExecutorService threads,
      Listener listener) {
    this.task = task;
    this.serving = serving;
    this.log = log;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * @param define the bar to be met
   */
  public ForecastOutcome train(List<Observed> observed, Define define) {
    Optional<StepLength> step = StepLength.of(observed);
    if (step.isEmpty()) {
      return new NotYet("no series has two values at different times yet");
    }
    Ground ground = Ground.of(Terrain.of(observed, step.get(), task), serving);
    return ground
        .lack()
        .<ForecastOutcome>map(NotYet::new)
        .orElseGet(() -> trained(ground, define, step.get().irregular()));
  }

  private Trained trained(Ground ground, Define define, double irregular) {
    double[] naive = ground.terrain().naiveErrors();
    List<Tried> tried = new ArrayList<>(atOnce(trying(ground, naive)));
    tried.sort(Comparator.comparingDouble(each -> each.reached(task)));
    List<Fitted> fitted = atOnce(tried.stream().map(each -> fitting(each, ground, naive)).toList());
    List<Candidate> candidates = fitted.stream().map(Fitted::candidate).toList();
    return new Contest(define, ground.terrain(), naive, task.seed())
        .judge(candidates, fitted.getFirst().judged(), serving, irregular);
  }

  private List<Callable<Tried>> trying(Ground ground, double[] naive) {
    Trying trying = new Trying(task, ground, naive, log, listener);
    List<Callable<Tried>> work = new ArrayList<>();
    for (Forecaster forecaster : Forecaster.ALL) {
      if (task.algorithms().contains(forecaster.trainer().algorithm())) {
        int number = work.size() + 1;
        work.add(
            () -> {
              Tried tried = trying.of(number, forecaster);
              listener.tried(tried.trial());
              return tried;
            });
      }
    }
    return work;
  }

  private Callable<Fitted> fitting(Tried tried, Ground ground, double[] naive) {
    ForecastPlan bare = ground.terrain().plan().with(tried.forecaster().encoding());
    ForecastPlan plan = bare.with(Conformal.margins(tried.judged(), bare));
    return () -> {
      Fitted fitted =
          new Fitting(tried.forecaster(), tried.recipe(task.seed()), plan, listener)
              .on(ground, naive, Optional.of(tried.accuracy()));
      listener.fitted(fitted.candidate());
      return fitted;
    };
  }

  /**
   * Fits a version anew, as its manifest says.
   *
   * @param plan of the version
   * @throws IllegalStateException where the series are read otherwise than then
   */
  public ForecastOutcome again(
      List<Observed> observed, String algorithm, Manifest.Recipe recipe, ForecastPlan plan) {
    Optional<StepLength> step = StepLength.of(observed);
    if (step.isEmpty()) {
      return new NotYet("no series has two values at different times");
    }
    Ground ground = Ground.of(Terrain.of(observed, step.get(), task), serving);
    ForecastPlan found = ground.terrain().plan().with(plan.encoding()).with(plan.margins());
    if (!found.equals(plan)) {
      throw new IllegalStateException(
          "the series are read otherwise than then: %s, and not %s".formatted(found, plan));
    }
    Fitted fitted =
        new Fitting(Forecaster.of(algorithm), recipe, plan, listener)
            .on(ground, ground.terrain().naiveErrors(), Optional.empty());
    return new Again(fitted.candidate(), ground.terrain().values());
  }

  /** Returns or throws when all have ended. */
  private <T> List<T> atOnce(List<Callable<T>> work) {
    try {
      List<T> done = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(work)) {
        done.add(each.get());
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
