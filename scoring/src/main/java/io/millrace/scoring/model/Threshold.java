package io.millrace.scoring.model;

/**
 * How likely a row has to be of the positive class to be answered with it, where there are two.
 *
 * @param positive its position
 */
public record Threshold(int positive, double value) {

  /**
   * The class to answer with.
   *
   * @param probability of the positive class
   */
  public int decide(float probability) {
    return probability >= value ? positive : 1 - positive;
  }
}
