package io.millrace.scoring.baseline;

import java.util.List;

/**
 * A tree as wide at each depth as can be. Of the node {@code i} the next is {@code 2 i + 1} to the
 * left and {@code 2 i + 2} to the right; below the last nodes are the values, from left to right.
 *
 * @param inputs by node, the place of what it looks at; {@value #NONE} where all goes to the left
 * @param left by node, a bit for each bin that goes to the left
 * @param values one more than nodes
 */
public record LossTree(List<Integer> inputs, List<Long> left, List<Double> values) {

  public static final int NONE = -1;

  /** So many nodes one below the other, at most. */
  public static final int DEEPEST = 4;

  public LossTree {
    inputs = List.copyOf(inputs);
    left = List.copyOf(left);
    values = List.copyOf(values);
    int nodes = inputs.size();
    boolean isWhole = Integer.bitCount(nodes + 1) == 1 && nodes < 1 << DEEPEST;
    if (!isWhole || left.size() != nodes || values.size() != nodes + 1) {
      throw new IllegalArgumentException(
          "a tree of %d inputs, %d bins and %d values; as many inputs as bins, 1, 3, 7 or 15, and"
                  .formatted(nodes, left.size(), values.size())
              + " one value more are needed");
    }
    if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException("a tree has a value that is no number");
    }
  }

  /**
   * @param bins by input
   */
  public double of(int[] bins) {
    int node = 0;
    while (node < inputs.size()) {
      int input = inputs.get(node);
      boolean goesLeft = input == NONE || (left.get(node) >>> bins[input] & 1) == 1;
      node = 2 * node + (goesLeft ? 1 : 2);
    }
    return values.get(node - inputs.size());
  }

  boolean looksAt(int inputsThere) {
    return inputs.stream().allMatch(input -> input >= NONE && input < inputsThere);
  }

  /** The same, with values so many times as large. */
  public LossTree times(double factor) {
    return new LossTree(inputs, left, values.stream().map(value -> factor * value).toList());
  }
}
