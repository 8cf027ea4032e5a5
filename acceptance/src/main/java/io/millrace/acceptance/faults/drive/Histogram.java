package io.millrace.acceptance.faults.drive;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each outcome was seen, and the slowest answer. */
public final class Histogram {

  private final Map<String, Integer> counts = new TreeMap<>();
  private Duration slowest = Duration.ZERO;

  synchronized void add(Api.Outcome outcome) {
    counts.merge(outcome.word(), 1, Integer::sum);
    if (outcome.took().compareTo(slowest) > 0) {
      slowest = outcome.took();
    }
  }

  public synchronized int count(String word) {
    return counts.getOrDefault(word, 0);
  }

  public synchronized Duration slowest() {
    return slowest;
  }

  @Override
  public synchronized String toString() {
    String text =
        counts.entrySet().stream()
            .map(count -> "%s: %d".formatted(count.getKey(), count.getValue()))
            .collect(Collectors.joining(", "));
    return "%s; slowest %.1f s".formatted(text, slowest.toMillis() / 1e3);
  }
}
