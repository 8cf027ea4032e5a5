package io.millrace.monitoring.web;

import io.millrace.message.ResponseTimes;
import io.millrace.message.TrafficObserved.Failure;
import io.millrace.message.TrafficObserved.Side;
import io.millrace.monitoring.traffic.TrafficMinute;
import io.millrace.monitoring.traffic.TrafficSum;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, and how it was answered.
 *
 * @param watched whether it is, by the problem file
 * @param all versions and channels together
 * @param byVersion version 0 where none answered
 * @param failures by kind, the most frequent first
 * @param minutes that had a request, in order
 */
record TrafficAnswer(
    ProblemName problem,
    boolean watched,
    Instant from,
    Instant to,
    Figures all,
    List<OfVersion> byVersion,
    List<Failure> failures,
    List<OfMinute> minutes) {

  /**
   * @param requests of the stream, events
   * @param failing the share of requests that failed for reasons of the service
   * @param refused the share that failed for reasons of the request
   * @param micros how long answers took; null where none was given to a caller
   */
  record Figures(
      long requests,
      double perSecond,
      long rows,
      double failing,
      double refused,
      @Nullable Percentiles micros) {

    private static Figures of(TrafficSum sum, Duration time) {
      return new Figures(
          sum.requests(),
          sum.requests() / Math.max(1, time.toMillis() / 1e3),
          sum.rows(),
          sum.failing(Side.SERVER),
          sum.failing(Side.CLIENT),
          Percentiles.of(sum.times()));
    }
  }

  record Percentiles(long p50, long p95, long p99) {

    private static @Nullable Percentiles of(ResponseTimes times) {
      return times.counts().isEmpty()
          ? null
          : new Percentiles(micros(times, 0.5), micros(times, 0.95), micros(times, 0.99));
    }

    private static long micros(ResponseTimes times, double share) {
      return Math.round(times.micros(share).orElseThrow());
    }
  }

  record OfVersion(int version, String channel, Figures figures) {}

  record OfMinute(Instant minute, Figures figures) {}

  static TrafficAnswer of(Problem problem, Instant from, Instant to, List<TrafficMinute> minutes) {
    Duration time = Duration.between(from, to);
    TrafficSum all = TrafficSum.of(minutes, _ -> true);
    return new TrafficAnswer(
        problem.name(),
        problem.monitor().traffic().isPresent(),
        from,
        to,
        Figures.of(all, time),
        byVersion(minutes, time),
        all.failures(),
        minutes.stream().map(minute -> minute(minute, to)).toList());
  }

  private static List<OfVersion> byVersion(List<TrafficMinute> minutes, Duration time) {
    return TrafficMinute.sum(minutes).stream()
        .map(
            share ->
                new OfVersion(
                    share.version(), share.channel(), Figures.of(TrafficSum.of(share), time)))
        .sorted(
            Comparator.comparing(OfVersion::version).reversed().thenComparing(OfVersion::channel))
        .toList();
  }

  private static OfMinute minute(TrafficMinute minute, Instant to) {
    Duration until = Duration.between(minute.minute(), to);
    Duration whole = Duration.ofMinutes(1);
    return new OfMinute(
        minute.minute(),
        Figures.of(
            TrafficSum.of(List.of(minute), _ -> true), until.compareTo(whole) < 0 ? until : whole));
  }
}
