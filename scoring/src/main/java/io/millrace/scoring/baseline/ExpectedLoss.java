package io.millrace.scoring.baseline;

import io.millrace.problem.Metric;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By how much a model's numbers are likely to be off, row by row, before their truth is known:
 * direct loss estimation (NannyML's DLE: "How it works: Direct Loss Estimation" in its
 * documentation). Boosted trees that were fitted to the losses of the holdout's rows say it from a
 * row's features and the model's answer. It follows a world in which there are more of the rows
 * that the model finds hard; it is blind to one in which the same rows have come to mean something
 * else.
 *
 * @param inputs what trees look at
 * @param losses by the word of the metric whose loss it is, a row's part of it: the error for
 *     {@code mae}, its square for {@code rmse}, that of the logarithms for {@code rmsle}, the share
 *     for {@code mape}
 * @param spread of the true numbers, for {@code r2}
 */
public record ExpectedLoss(List<LossInput> inputs, Map<String, Trees> losses, Spread spread) {

  /** So many at most, so that a crafted package costs no time. */
  private static final int MOST_INPUTS = 1_000;

  private static final int MOST_TREES = 200;

  public ExpectedLoss {
    inputs = List.copyOf(inputs);
    losses = Collections.unmodifiableMap(new TreeMap<>(losses));
    int there = inputs.size();
    boolean isSound =
        there <= MOST_INPUTS
            && losses.values().stream()
                .flatMap(trees -> trees.trees().stream())
                .allMatch(tree -> tree.looksAt(there));
    if (!isSound) {
      throw new IllegalArgumentException(
          "trees that look beyond their %d inputs, or more than %d of these"
              .formatted(there, MOST_INPUTS));
    }
  }

  /**
   * What trees say in sum.
   *
   * @param base that all are added to
   */
  public record Trees(double base, List<LossTree> trees) {

    public Trees {
      trees = List.copyOf(trees);
      if (!Double.isFinite(base) || trees.size() > MOST_TREES) {
        throw new IllegalArgumentException(
            "%d trees upon %s; allowed: at most %d, upon a number"
                .formatted(trees.size(), base, MOST_TREES));
      }
    }

    /** A loss is never below 0. */
    public double of(int[] bins) {
      double sum = base;
      for (LossTree tree : trees) {
        sum += tree.of(bins);
      }
      return Math.max(0, sum);
    }
  }

  /** Whether a metric can be told from it. */
  public boolean tells(Metric metric) {
    return losses.containsKey(loss(metric));
  }

  /** The metric whose loss a metric is told from. */
  private static String loss(Metric metric) {
    return metric == Metric.R2 ? Metric.RMSE.word() : metric.word();
  }

  /** What a row is likely to add to a metric. */
  public double of(Metric metric, Map<String, ? extends @Nullable Object> features, double answer) {
    int[] bins = new int[inputs.size()];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = bin(inputs.get(i), features, answer);
    }
    Trees trees = losses.get(loss(metric));
    if (trees == null) {
      throw new IllegalArgumentException(metric.word() + " cannot be told from " + losses.keySet());
    }
    return trees.of(bins);
  }

  private static int bin(
      LossInput input, Map<String, ? extends @Nullable Object> features, double answer) {
    return switch (input) {
      case LossInput.OfAnswer it -> it.bin(answer);
      case LossInput.OfNumber number -> number.bin(number(features.get(number.feature())));
      case LossInput.OfWord word ->
          word.bin(features.get(word.feature()) instanceof String there ? there : null);
    };
  }

  private static double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean yes -> yes ? 1 : 0;
      case null, default -> Double.NaN;
    };
  }

  /** The features that it looks at, and whether each is a word. */
  Map<String, Boolean> features() {
    Map<String, Boolean> features = new HashMap<>();
    for (LossInput input : inputs) {
      switch (input) {
        case LossInput.OfAnswer _ -> {}
        case LossInput.OfNumber number -> features.put(number.feature(), false);
        case LossInput.OfWord word -> features.put(word.feature(), true);
      }
    }
    return features;
  }
}
