package io.millrace.training.search;

import java.util.List;

/** A trial that ended before its run was taken up: it goes the same way again, without learning. */
final class PastCourse implements Course {

  private final Trial trial;
  private final Course planned;
  private final TrialLog log;
  private int reached;

  /**
   * @param planned the same trial, which is not begun
   */
  PastCourse(Trial trial, Course planned, TrialLog log) {
    this.trial = trial;
    this.planned = planned;
    this.log = log;
  }

  @Override
  public void advance(int evaluation) {
    reached = evaluation;
  }

  @Override
  public int evaluations() {
    return planned.evaluations();
  }

  @Override
  public int stepsUntil(int evaluation) {
    return planned.stepsUntil(evaluation);
  }

  @Override
  public long rows() {
    return planned.rows();
  }

  @Override
  public List<Evaluation> curve() {
    return trial.curve().subList(0, Math.min(reached, trial.curve().size()));
  }

  @Override
  public boolean hasEnded() {
    return trial.end() == End.STOPPED
        ? reached > trial.curve().size()
        : trial.steps() <= stepsUntil(Math.min(reached, evaluations()));
  }

  @Override
  public Trial ended(boolean stopped) {
    return trial;
  }

  @Override
  public float[] answers() {
    return log.answers(trial.number());
  }

  @Override
  public void close() {
    planned.close();
  }
}
