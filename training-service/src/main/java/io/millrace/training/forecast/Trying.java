package io.millrace.training.forecast;

import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.training.prepare.History;
import io.millrace.training.search.End;
import io.millrace.training.search.Evaluation;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.train.Learner;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.TrainingSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries algorithms on the validation part, or finds in the log what came of that before.
 *
 * @param naive by series, the mean error of the season before in the training part
 */
record Trying(ForecastTask task, Ground ground, double[] naive, TrialLog log, Listener listener) {

  private static final int LOOKS = 30;
  private static final int PATIENCE = 4;

  /** A forecaster with the rows that it learns from, and those that it is judged on. */
  private record Material(
      int number,
      Forecaster forecaster,
      ForecastPlan plan,
      TrainingSet set,
      float[] judged,
      int rows,
      Parameters parameters) {}

  /** The best look at a learner so far. */
  private record Best(int step, float[] answers, Judged judged, Accuracy accuracy) {}

  Tried of(int number, Forecaster forecaster) {
    ForecastPlan plan = ground.terrain().plan().with(forecaster.encoding());
    Examples examples = new Examples(plan);
    TrainingSet set = examples.of(ground.fitting());
    List<Window> windows = ground.validation().stream().map(Origin::window).toList();
    Material material =
        new Material(
            number,
            forecaster,
            plan,
            set,
            examples.features(windows),
            windows.size() * examples.rowsOfWindow(),
            forecaster.trainer().defaults(set.shape()));
    return before(material).orElseGet(() -> learned(material));
  }

  private Optional<Tried> before(Material material) {
    float[] answers = log.answers(material.number());
    return log.ended().stream()
        .filter(trial -> trial.number() == material.number())
        .filter(trial -> trial.algorithm() == material.forecaster().trainer().algorithm())
        .filter(trial -> trial.parameters().equals(material.parameters()))
        .filter(_ -> answers.length == ground.validation().size() * task.horizon())
        .findFirst()
        .map(
            trial -> {
              Judged judged = Judged.of(ground.validation(), answers, material.plan());
              return new Tried(material.forecaster(), trial, judged, judged.accuracy(naive));
            });
  }

  /** Learns for as long as the validation part is forecast better, and a little longer. */
  private Tried learned(Material material) {
    long start = System.nanoTime();
    int most =
        material.forecaster().trainer().mostSteps(material.parameters(), material.set().shape());
    int stride = Math.max(1, most / LOOKS);
    List<Evaluation> curve = new ArrayList<>();
    Best best = null;
    int worse = 0;
    int step = 0;
    try (Learner learner =
        material.forecaster().trainer().begin(material.set(), material.parameters(), task.seed())) {
      while (step < most && worse < PATIENCE) {
        listener.ensureWanted();
        learner.step();
        step++;
        if (step % stride == 0 || step == most) {
          Best now = look(learner, step, material);
          curve.add(evaluation(now));
          boolean better = best == null || task.metric().isBetter(value(now), value(best));
          worse = better ? 0 : worse + 1;
          best = better ? now : best;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException(material.forecaster().word() + " takes no step");
    }
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    Trial trial = trial(material, step, seconds, curve, best);
    log.keep(trial, best.answers());
    return new Tried(material.forecaster(), trial, best.judged(), best.accuracy());
  }

  private Best look(Learner learner, int step, Material material) {
    float[] answers = learner.predict(material.judged(), material.rows());
    Judged judged = Judged.of(ground.validation(), answers, material.plan());
    return new Best(step, answers, judged, judged.accuracy(naive));
  }

  private Evaluation evaluation(Best now) {
    return new Evaluation(now.step(), value(now), now.accuracy().rmse());
  }

  private double value(Best at) {
    return at.accuracy().value(task.metric());
  }

  private Trial trial(
      Material material, int steps, double seconds, List<Evaluation> curve, Best best) {
    return new Trial(
        material.number(),
        material.forecaster().trainer().algorithm(),
        History.ALL,
        material.parameters(),
        curve,
        steps,
        (long) steps * material.set().rows(),
        seconds,
        End.FINISHED,
        null,
        new Trial.Best(evaluation(best), best.accuracy().byWord()));
  }
}
