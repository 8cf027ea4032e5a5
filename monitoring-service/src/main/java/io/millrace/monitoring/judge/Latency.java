package io.millrace.monitoring.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long two versions took for a row: counts in buckets that grow by a tenth, so that a
 * percentile is known to within 5 % whatever the range, and the same whenever the same is counted
 * (DDSketch: Masson, Rim and Lee 2019, PVLDB 12(12)). The rows of one call have one time, and count
 * once, so that a single slow call is one observation however many rows it had. Once there are
 * {@link #FULL} calls, all counts are halved: the latest weigh most.
 *
 * @param calls weight of the calls in it
 * @param slower of them, in how many the challenger took more than twice as long
 * @param latest calls, by which their other rows are known
 */
public record Latency(
    long calls,
    long slower,
    Map<Integer, Long> champion,
    Map<Integer, Long> challenger,
    List<Call> latest) {

  static final Latency NONE = new Latency(0, 0, Map.of(), Map.of(), List.of());
  static final int FULL = 2_000;

  /** Rows of so many calls may come mixed. */
  private static final int MIXED = 16;

  private static final double GROWTH = Math.log(1.1);
  private static final double LEAST = 0.1;
  private static final double MOST = 1e8;
  private static final double TAIL = 0.95;

  public Latency {
    champion = Collections.unmodifiableMap(champion);
    challenger = Collections.unmodifiableMap(challenger);
    latest = List.copyOf(latest);
  }

  /** Microseconds for a row. */
  public record Call(double champion, double challenger) {}

  /**
   * @param one the champion's microseconds
   * @param other the challenger's
   */
  Latency plus(double one, double other) {
    Call call = new Call(one, other);
    if (latest.contains(call)) {
      return this;
    }
    List<Call> calling = new ArrayList<>(latest);
    calling.add(call);
    Latency more =
        new Latency(
            calls + 1,
            slower + (other > 2 * one ? 1 : 0),
            with(champion, one),
            with(challenger, other),
            calling.subList(Math.max(0, calling.size() - MIXED), calling.size()));
    return more.calls < FULL ? more : more.halved();
  }

  private Latency halved() {
    return new Latency(calls / 2, slower / 2, halved(champion), halved(challenger), latest);
  }

  private static Map<Integer, Long> with(Map<Integer, Long> counts, double micros) {
    Map<Integer, Long> more = new TreeMap<>(counts);
    more.merge(bucket(micros), 1L, Long::sum);
    return more;
  }

  private static Map<Integer, Long> halved(Map<Integer, Long> counts) {
    Map<Integer, Long> half = new TreeMap<>();
    counts.forEach(
        (bucket, weight) -> {
          if (weight > 1) {
            half.put(bucket, weight / 2);
          }
        });
    return half;
  }

  private static int bucket(double micros) {
    double within = Double.isNaN(micros) ? LEAST : Math.clamp(micros, LEAST, MOST);
    return (int) Math.ceil(Math.log(within) / GROWTH);
  }

  /** The challenger's time at the 95th percentile; 0 for none. */
  double tail() {
    return tail(challenger);
  }

  /** That over the champion's; only where there are calls. */
  double slowdown() {
    return tail(challenger) / tail(champion);
  }

  private static double tail(Map<Integer, Long> counts) {
    SortedMap<Integer, Long> ordered = new TreeMap<>(counts);
    long all = ordered.values().stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : ordered.entrySet()) {
      seen += bucket.getValue();
      if (seen >= TAIL * all) {
        return Math.exp((bucket.getKey() - 0.5) * GROWTH);
      }
    }
    return 0;
  }
}
