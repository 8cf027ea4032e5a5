package io.millrace.scoring.baseline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.jspecify.annotations.Nullable;

/** How one column was distributed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FeatureBaseline.Numbers.class, name = "numbers"),
  @JsonSubTypes.Type(value = FeatureBaseline.Categories.class, name = "categories")
})
public sealed interface FeatureBaseline {

  /** How many values were there, the missing ones not counted. */
  long count();

  /** How many values were missing. */
  long missing();

  /**
   * A column of numbers.
   *
   * @param knots every value where there are at most {@value Knots#COUNT}, otherwise that many
   *     order statistics at evenly spaced ranks; ascending. A sketch fed with the whole column
   *     would halve itself by the toss of a coin; these are the same for the same data, and their
   *     rank error is below 0.1 %
   * @param min the lowest value; 0 where there is none
   * @param max the highest value; 0 where there is none
   */
  record Numbers(long count, long missing, List<Double> knots, double min, double max)
      implements FeatureBaseline {
    public Numbers {
      knots = List.copyOf(knots);
    }

    /**
     * The distribution as a sketch of the knots; empty where {@code count} is 0. Its own {@code
     * getN()} is the number of knots, not {@code count}.
     */
    public KllDoublesSketch sketch() {
      return Knots.sketch(knots);
    }
  }

  /**
   * A column of words; booleans are {@code true} and {@code false}.
   *
   * @param counts by word, in alphabetical order
   */
  record Categories(long count, long missing, Map<String, Long> counts) implements FeatureBaseline {
    public Categories {
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
  }

  /** Of the first {@code n} values; NaN is missing. */
  static Numbers numbers(double[] values, int n) {
    double[] sorted = java.util.Arrays.stream(values, 0, n).filter(v -> !Double.isNaN(v)).toArray();
    java.util.Arrays.sort(sorted);
    boolean none = sorted.length == 0;
    return new Numbers(
        sorted.length,
        n - sorted.length,
        Knots.of(sorted),
        none ? 0 : sorted[0],
        none ? 0 : sorted[sorted.length - 1]);
  }

  /** Of the first {@code n} values; null is missing. */
  static Categories categories(@Nullable String[] values, int n) {
    Map<String, Long> counts = new TreeMap<>();
    long missing = 0;
    for (int i = 0; i < n; i++) {
      String value = values[i];
      if (value == null) {
        missing++;
      } else {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return new Categories(n - missing, missing, counts);
  }

  /** Of the first {@code n} values, 1 for true and 0 for false; NaN is missing. */
  static Categories bools(double[] values, int n) {
    @Nullable String[] words = new @Nullable String[n];
    for (int i = 0; i < n; i++) {
      words[i] = Double.isNaN(values[i]) ? null : Boolean.toString(values[i] != 0);
    }
    return categories(words, n);
  }
}
