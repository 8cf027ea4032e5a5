package io.millrace.problem;

import java.util.List;

/**
 * Step 4: how models are made.
 *
 * @param firstAfter how many labelled rows have to be there before the first training
 * @param seed of every random choice; the same data and seed give the same model, bit by bit
 */
public record Train(List<Algorithm> algorithms, int firstAfter, long seed) {

  public Train {
    algorithms = List.copyOf(algorithms);
  }

  /** A way to learn. */
  public enum Algorithm {
    GRADIENT_BOOSTING,
    NEURAL_NETWORK,
    /** Linear, logistic or multinomial regression with an elastic net. */
    LINEAR;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
