package io.millrace.training.search;

import io.millrace.problem.Metric;
import io.millrace.problem.Search;
import io.millrace.training.train.Learner;
import io.millrace.training.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial that learns: a learner for each fold, in step. It ends by itself where a tenth of its
 * steps have made it no better.
 */
final class LiveCourse implements Course {

  private static final int PATIENCE = 10;

  private final int number;
  private final Proposal proposal;
  private final Trainer trainer;
  private final Material material;
  private final Judge judge;
  private final Metric metric;
  private final long seed;
  private final Clocks clocks;
  private final int most;
  private final List<Learner> learners = new ArrayList<>();
  private final List<Evaluation> curve = new ArrayList<>();
  private Map<String, Double> metrics = Map.of();
  private float[] answers = {};
  private int steps;
  private long nanos;
  private @Nullable End end;
  private @Nullable String reason;

  LiveCourse(
      int number,
      Proposal proposal,
      Trainer trainer,
      Material material,
      Judge judge,
      Metric metric,
      long seed,
      Clocks clocks) {
    this.number = number;
    this.proposal = proposal;
    this.trainer = trainer;
    this.material = material;
    this.judge = judge;
    this.metric = metric;
    this.seed = seed;
    this.clocks = clocks;
    this.most = Math.max(1, trainer.mostSteps(proposal.parameters(), material.shape()));
  }

  @Override
  public void advance(int evaluation) {
    long start = System.nanoTime();
    try {
      begin();
      while (end == null && curve.size() < evaluation) {
        learnUntil(stepsUntil(curve.size() + 1), start);
        if (end == null) {
          evaluate();
        }
      }
    } catch (Throwable e) { // out of memory, too: one trial's failure is not the run's
      end = End.FAILED;
      reason = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    nanos += System.nanoTime() - start;
  }

  private void begin() {
    if (learners.isEmpty() && !clocks.isOver(nanos)) {
      for (Material.Fold fold : material.folds()) {
        learners.add(trainer.begin(fold.fitting(), proposal.parameters(), seed));
      }
    }
  }

  private void learnUntil(int target, long start) {
    while (steps < target) {
      if (clocks.isOver(nanos + System.nanoTime() - start)) {
        end = End.TIMED_OUT;
        return;
      }
      learners.forEach(Learner::step);
      steps++;
    }
  }

  private void evaluate() {
    Judged judged = Judged.of(learners, material, judge, metric, steps);
    curve.add(judged.at());
    int best = Progress.best(metric, curve);
    if (best == curve.size() - 1) {
      metrics = judged.metrics();
      answers = judged.answers();
    }
    int since = best < 0 ? steps : steps - curve.get(best).step();
    if (curve.size() == evaluations() || since > Math.max(1, most / PATIENCE)) {
      end = best < 0 ? End.FAILED : End.FINISHED;
      reason = best < 0 ? "its answers are no numbers" : null;
    }
  }

  @Override
  public int evaluations() {
    return Math.min(Search.EVALUATIONS, most);
  }

  @Override
  public int stepsUntil(int evaluation) {
    return (int) Math.ceilDiv((long) most * evaluation, evaluations());
  }

  @Override
  public long rows() {
    return material.rows();
  }

  @Override
  public List<Evaluation> curve() {
    return curve;
  }

  @Override
  public boolean hasEnded() {
    return end != null;
  }

  @Override
  public Trial ended(boolean stopped) {
    int best = Progress.best(metric, curve);
    End how = end == null ? (stopped ? End.STOPPED : End.FINISHED) : end;
    return new Trial(
        number,
        proposal.algorithm(),
        proposal.history(),
        proposal.parameters(),
        curve,
        steps,
        steps * rows(),
        nanos / 1e9,
        how,
        reason,
        how == End.FAILED || best < 0 ? null : new Trial.Best(curve.get(best), metrics));
  }

  @Override
  public float[] answers() {
    return answers;
  }

  @Override
  public void close() {
    learners.forEach(Learner::close);
    learners.clear();
  }
}
