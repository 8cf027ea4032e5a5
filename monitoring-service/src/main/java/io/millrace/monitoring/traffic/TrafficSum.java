package io.millrace.monitoring.traffic;

import io.millrace.message.ResponseTimes;
import io.millrace.message.TrafficObserved.Failure;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.message.TrafficObserved.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was asked, of several versions, channels or minutes.
 *
 * @param failures the most frequent first
 */
public record TrafficSum(long requests, long rows, List<Failure> failures, ResponseTimes times) {

  private static final TrafficSum NONE = new TrafficSum(0, 0, List.of(), ResponseTimes.NONE);

  private record Kind(String word, Side side) {}

  public TrafficSum {
    failures = List.copyOf(failures);
  }

  public static TrafficSum of(Share share) {
    return new TrafficSum(share.requests(), share.rows(), share.failures(), share.times());
  }

  public static TrafficSum of(List<TrafficMinute> minutes, Predicate<Share> which) {
    return minutes.stream()
        .flatMap(minute -> minute.shares().stream())
        .filter(which)
        .map(TrafficSum::of)
        .reduce(NONE, TrafficSum::plus);
  }

  TrafficSum plus(TrafficSum more) {
    Map<Kind, Long> counts =
        Stream.concat(failures.stream(), more.failures.stream())
            .collect(
                Collectors.groupingBy(
                    failure -> new Kind(failure.kind(), failure.side()),
                    Collectors.summingLong(Failure::count)));
    List<Failure> ranked =
        counts.entrySet().stream()
            .map(
                entry ->
                    new Failure(entry.getKey().word(), entry.getKey().side(), entry.getValue()))
            .sorted(Comparator.comparing(Failure::count).reversed().thenComparing(Failure::kind))
            .toList();
    return new TrafficSum(
        requests + more.requests, rows + more.rows, ranked, times.plus(more.times));
  }

  Share share(int version, String channel) {
    return new Share(version, channel, requests, rows, failures, times);
  }

  public long failures(Side side) {
    return failures.stream()
        .filter(failure -> failure.side() == side)
        .mapToLong(Failure::count)
        .sum();
  }

  /** The share of requests that failed so; 0 where there were none. */
  public double failing(Side side) {
    return requests == 0 ? 0 : (double) failures(side) / requests;
  }
}
