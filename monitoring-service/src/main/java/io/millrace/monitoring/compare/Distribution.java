package io.millrace.monitoring.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one column was distributed in the baseline, and how in a window, by the same bins.
 *
 * @param column the feature's name; for the model's answers, the target's
 * @param ends where bins of numbers end, each end included; after the last one there is one more
 *     bin. Null of words
 * @param words a bin each, in the order in which they were frequent in the baseline, and one more
 *     bin for all others. Null of numbers
 * @param baseline how many values were in each bin, and last how many were missing
 * @param window the same
 * @param usual where the baseline's numbers lie; null of words, and where there is no number
 * @param now where the window's numbers lie; null likewise
 */
public record Distribution(
    String column,
    @Nullable List<Double> ends,
    @Nullable List<String> words,
    List<Long> baseline,
    List<Long> window,
    @Nullable Spread usual,
    @Nullable Spread now) {

  /** So many bins at most, the missing values counted. */
  static final int BINS = 20;

  public Distribution {
    ends = ends == null ? null : List.copyOf(ends);
    words = words == null ? null : List.copyOf(words);
    baseline = List.copyOf(baseline);
    window = List.copyOf(window);
  }

  /** Where numbers lie: the quartiles between the lowest and the highest. */
  public record Spread(double lowest, double lower, double middle, double upper, double highest) {}
}
