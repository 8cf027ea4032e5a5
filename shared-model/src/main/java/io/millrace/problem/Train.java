package io.millrace.problem;

import java.util.List;

/**
 * Step 4: how models are made.
 *
 * @param firstAfter how many labelled rows have to be there before the first training
 * @param seed of every random choice; the same data and seed give the same model, bit by bit
 */
public record Train(
    List<Algorithm> algorithms, int firstAfter, long seed, Search search, Compute compute) {

  public Train {
    algorithms = List.copyOf(algorithms);
  }

  /** A way to learn. */
  public enum Algorithm {
    GRADIENT_BOOSTING(
        Tunable.number("eta", 0.0001, 1),
        Tunable.whole("max_depth", 1, 16),
        Tunable.number("min_child_weight", 0, 10_000),
        Tunable.number("subsample", 0.05, 1),
        Tunable.number("colsample_bytree", 0.05, 1),
        Tunable.number("lambda", 0, 10_000),
        Tunable.number("alpha", 0, 10_000),
        Tunable.number("gamma", 0, 10_000),
        Tunable.word("class_weight", "none", "balanced"),
        Tunable.whole("rounds", 1, 10_000)),
    NEURAL_NETWORK(
        Tunable.number("learning_rate", 0.0000001, 1),
        Tunable.number("weight_decay", 0, 10),
        Tunable.whole("batch_size", 1, 65_536),
        Tunable.whole("layers", 1, 8),
        Tunable.whole("units", 1, 4096),
        Tunable.number("dropout", 0, 0.9),
        Tunable.word("class_weight", "none", "balanced"),
        Tunable.whole("epochs", 1, 10_000)),
    /** Linear, logistic or multinomial regression with an elastic net. */
    LINEAR(
        Tunable.number("lambda", 0, 10_000),
        Tunable.number("alpha", 0, 10_000),
        Tunable.word("class_weight", "none", "balanced"),
        Tunable.whole("passes", 1, 10_000));

    private final List<Tunable> tunables;

    Algorithm(Tunable... tunables) {
      this.tunables = List.of(tunables);
    }

    /** The parameters that a search may vary. */
    public List<Tunable> tunables() {
      return tunables;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
