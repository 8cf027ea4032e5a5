package io.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was measured, as a share of what it is measured against.
 *
 * @param rounds the share in each round
 * @param bar that it is to reach, or not to be above where {@code atMost}
 * @param detail the figures behind it
 */
record Ratio(String what, List<Double> rounds, double bar, boolean atMost, String detail) {

  Ratio {
    rounds = List.copyOf(rounds);
  }

  static Ratio atLeast(String what, List<Double> rounds, double bar, String detail) {
    return new Ratio(what, rounds, bar, false, detail);
  }

  static Ratio atMost(String what, List<Double> rounds, double bar, String detail) {
    return new Ratio(what, rounds, bar, true, detail);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  boolean isMet() {
    return atMost ? median(rounds) <= bar : median(rounds) >= bar;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-58s %8.2f  (%.2f to %.2f in %d rounds; %s %.2f)  %s%n    %s",
        what,
        median(rounds),
        rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        rounds.size(),
        atMost ? "at most" : "at least",
        bar,
        isMet() ? "met" : "missed",
        detail);
  }
}
