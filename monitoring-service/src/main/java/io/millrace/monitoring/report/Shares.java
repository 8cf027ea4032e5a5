package io.millrace.monitoring.report;

import io.millrace.monitoring.compare.Distribution;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What share of its values each bin of a column has, before and now. Bins of what never came are
 * left out.
 */
record Shares(List<Bin> bins) {

  /**
   * @param brief below the bar
   * @param full in a sentence
   */
  record Bin(String brief, String full, long usualCount, long nowCount, double usual, double now) {}

  static Shares of(Distribution distribution) {
    List<Bounds.Name> names = new ArrayList<>();
    if (distribution.words() != null) {
      names.addAll(words(distribution));
      names.add(new Bounds.Name("others", "all other words"));
    } else {
      names.addAll(new Bounds(Objects.requireNonNull(distribution.ends())).names());
    }
    names.add(new Bounds.Name("missing", "missing"));
    double before = Math.max(1, sum(distribution.baseline()));
    double now = Math.max(1, sum(distribution.window()));
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long usualCount = distribution.baseline().get(i);
      long nowCount = distribution.window().get(i);
      if (usualCount + nowCount > 0) {
        bins.add(
            new Bin(
                names.get(i).brief(),
                names.get(i).full(),
                usualCount,
                nowCount,
                usualCount / before,
                nowCount / now));
      }
    }
    return new Shares(bins);
  }

  private static List<Bounds.Name> words(Distribution distribution) {
    List<Bounds.Name> names = new ArrayList<>();
    List<String> words = Objects.requireNonNull(distribution.words());
    for (int i = 0; i < words.size(); i++) {
      boolean isNew = distribution.baseline().get(i) == 0;
      String word = words.get(i);
      names.add(new Bounds.Name(word, isNew ? word + " (not in the baseline)" : word));
    }
    return names;
  }

  private static double sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The largest share of any bin. */
  double most() {
    return bins.stream().mapToDouble(bin -> Math.max(bin.usual(), bin.now())).max().orElse(0);
  }

  List<View.Bin> inWords() {
    return bins.stream()
        .map(
            bin ->
                new View.Bin(
                    bin.full(),
                    Numbers.percent(bin.usual()),
                    Numbers.percent(bin.now()),
                    "%s of %s".formatted(Numbers.count(bin.nowCount()), Numbers.count(nowCount()))))
        .toList();
  }

  private long nowCount() {
    return bins.stream().mapToLong(Bin::nowCount).sum();
  }
}
