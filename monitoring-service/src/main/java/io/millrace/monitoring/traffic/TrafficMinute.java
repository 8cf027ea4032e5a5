package io.millrace.monitoring.traffic;

import io.millrace.message.TrafficObserved.Share;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was asked of all instances in a minute.
 *
 * @param minute when it began
 * @param shares by version and channel
 */
public record TrafficMinute(Instant minute, List<Share> shares) {

  public TrafficMinute {
    shares = List.copyOf(shares);
  }

  public TrafficMinute plus(List<Share> more) {
    return new TrafficMinute(minute, sum(Stream.concat(shares.stream(), more.stream())));
  }

  /** Of all of them together, by version and channel. */
  public static List<Share> sum(List<TrafficMinute> minutes) {
    return sum(minutes.stream().flatMap(minute -> minute.shares().stream()));
  }

  private static List<Share> sum(Stream<Share> shares) {
    TreeMap<Share, TrafficSum> sums =
        new TreeMap<>(Comparator.comparing(Share::version).thenComparing(Share::channel));
    shares.forEach(share -> sums.merge(share, TrafficSum.of(share), TrafficSum::plus));
    return sums.entrySet().stream()
        .map(entry -> entry.getValue().share(entry.getKey().version(), entry.getKey().channel()))
        .toList();
  }
}
