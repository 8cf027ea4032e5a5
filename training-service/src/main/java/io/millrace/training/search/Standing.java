package io.millrace.training.search;

import io.millrace.problem.Metric;

/**
 * How good a trial is: by its metric, of equals by its loss. Greater is better; what is not a
 * number is worse than anything.
 *
 * @param score the metric, turned so that more is better
 */
record Standing(double score, double loss) implements Comparable<Standing> {

  static final Standing NONE = new Standing(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Standing of(Metric metric, double value, double loss) {
    double score = metric.higherIsBetter() ? value : -value;
    return Double.isNaN(score) ? NONE : new Standing(score, Double.isNaN(loss) ? NONE.loss : loss);
  }

  @Override
  public int compareTo(Standing other) {
    int byScore = Double.compare(score, other.score);
    return byScore != 0 ? byScore : Double.compare(other.loss, loss);
  }
}
