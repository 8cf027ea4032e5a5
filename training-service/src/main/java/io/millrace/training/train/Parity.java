package io.millrace.training.train;

/** How far an exported graph's answers are from the trainer's own. */
public final class Parity {

  /** The largest difference with which a graph is still the same function. */
  public static final double TOLERANCE = 1e-5;

  private Parity() {}

  /**
   * Checks that an exported graph is the function that was learned.
   *
   * @throws IllegalStateException where it is not
   */
  public static void require(float[] own, float[] graph) {
    double apart = of(own, graph);
    if (apart > TOLERANCE) {
      throw new IllegalStateException(
          "the exported graph's answers are up to %.2g from the trainer's own".formatted(apart));
    }
  }

  /**
   * The largest difference; relative to the largest answer where that is above 1, since both sides
   * add up floats.
   */
  public static double of(float[] own, float[] graph) {
    if (own.length != graph.length) {
      throw new IllegalArgumentException(
          "%d answers against %d".formatted(own.length, graph.length));
    }
    double largest = 1;
    double difference = 0;
    for (int i = 0; i < own.length; i++) {
      largest = Math.max(largest, Math.abs(own[i]));
      double apart = Math.abs((double) own[i] - graph[i]);
      difference = Math.max(difference, Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
    }
    return difference / largest;
  }
}
