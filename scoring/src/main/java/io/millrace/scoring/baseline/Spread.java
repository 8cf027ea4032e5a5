package io.millrace.scoring.baseline;

import java.util.Arrays;

/**
 * How the true numbers of a holdout spread beside those that were answered. It says how much true
 * numbers are likely to vary, where only the answers and the likely errors are known.
 *
 * @param center the mean answer
 * @param bias by how much the truth was above the answer, on average
 * @param slope by how much more, for each by which an answer was higher
 */
public record Spread(double center, double bias, double slope) {

  public Spread {
    if (!Double.isFinite(center) || !Double.isFinite(bias) || !Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "a spread of %s, %s and %s: no numbers".formatted(center, bias, slope));
    }
  }

  public static Spread of(double[] truth, double[] answer) {
    double center = Arrays.stream(answer).average().orElse(0);
    double bias = Arrays.stream(truth).average().orElse(0) - center;
    double variance = 0;
    double shared = 0;
    for (int row = 0; row < truth.length; row++) {
      double off = answer[row] - center;
      variance += off * off;
      shared += off * (truth[row] - answer[row] - bias);
    }
    return new Spread(center, bias, variance > 0 ? shared / variance : 0);
  }

  /**
   * How much true numbers vary: as much as answers and errors do, and what these share.
   *
   * @param answers the variance of the answers
   * @param squares the mean squared error
   */
  public double ofTruth(double answers, double squares) {
    return (1 + 2 * slope) * answers + Math.max(0, squares - bias * bias);
  }
}
