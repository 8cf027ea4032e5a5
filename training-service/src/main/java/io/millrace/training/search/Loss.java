package io.millrace.training.search;

import io.millrace.training.train.TrainingSet;

/** How far a learner is from the truth: log loss, or the mean squared error. */
final class Loss {

  private static final double LEAST_PROBABILITY = 1e-7;

  private Loss() {}

  static double of(float[] answers, TrainingSet unseen) {
    double sum = 0;
    for (int row = 0; row < unseen.rows(); row++) {
      double truth = unseen.targets()[row];
      sum +=
          unseen.isRegression()
              ? Math.pow(answers[row] - truth, 2)
              : -Math.log(
                  Math.max(LEAST_PROBABILITY, answers[row * unseen.classes() + (int) truth]));
    }
    return sum / unseen.rows();
  }
}
