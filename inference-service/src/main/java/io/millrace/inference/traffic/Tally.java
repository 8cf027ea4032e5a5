package io.millrace.inference.traffic;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.message.ResponseTimes;
import io.millrace.message.TrafficObserved;
import io.millrace.message.TrafficObserved.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the requests of one version on one channel, from any thread; one thread reads. */
final class Tally {

  /** More than there are kinds of failures. */
  private static final int MOST_KINDS = 50;

  /** Percentiles of Prometheus lie between these. */
  private static final Duration[] BOUNDS =
      IntStream.of(250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000)
          .mapToObj(micros -> Duration.ofNanos(1_000L * micros))
          .toArray(Duration[]::new);

  private final int version;
  private final Channel channel;
  private final MeterRegistry meters;
  private final Tags tags;
  private final @Nullable Timer timer;
  private final Count requests = new Count();
  private final Count rows = new Count();
  private final AtomicLongArray times = new AtomicLongArray(ResponseTimes.BUCKETS);
  private final long[] told = new long[ResponseTimes.BUCKETS];
  private final Map<Failure, Count> failures = new ConcurrentHashMap<>();
  private final Queue<Meter> shown = new ConcurrentLinkedQueue<>();
  private long known = -1;

  /**
   * @param version 0 where none answers
   */
  Tally(String problem, int version, Channel channel, MeterRegistry meters) {
    this.version = version;
    this.channel = channel;
    this.meters = meters;
    this.tags =
        Tags.of(
            "problem", problem, "version", Integer.toString(version), "channel", channel.word());
    this.timer = version == 0 || channel == Channel.STREAM ? null : timer();
  }

  private Timer timer() {
    Timer registered =
        Timer.builder("millrace.requests")
            .description("Requests that were answered, from when they came to the answer")
            .tags(tags)
            .serviceLevelObjectives(BOUNDS)
            .register(meters);
    shown.add(registered);
    return registered;
  }

  void answered(long nanos, int answeredRows) {
    requests.add(1);
    rows.add(answeredRows);
    times.getAndIncrement(ResponseTimes.bucket(nanos));
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  void events(int predicted) {
    requests.add(predicted);
    rows.add(predicted);
  }

  /** Requests that had no answer. */
  void failed(Failure failure, int count) {
    requests.add(count);
    fault(failure, count);
  }

  /** Of requests that are counted already. */
  void fault(Failure failure, int count) {
    Count known = failures.get(failure);
    if (known == null && failures.size() < MOST_KINDS) {
      known = failures.computeIfAbsent(failure, this::shown);
    }
    if (known != null) {
      known.add(count);
    }
  }

  private Count shown(Failure failure) {
    Count count = new Count();
    shown.add(
        FunctionCounter.builder("millrace.requests.failed", count, Count::total)
            .description("Requests without an answer, or with rows that have none")
            .tags(tags.and("kind", failure.kind(), "side", failure.side().word()))
            .register(meters));
    return count;
  }

  /** What came since the last call; empty for nothing. */
  Optional<Share> since() {
    long came = requests.since();
    return came == 0
        ? Optional.empty()
        : Optional.of(
            new Share(version, channel.word(), came, rows.since(), failuresSince(), timesSince()));
  }

  /** Whether nothing has come since the last call. */
  boolean isIdle() {
    long before = known;
    known = requests.total();
    return known == before;
  }

  /** Takes its meters with it. */
  void leave() {
    shown.forEach(meters::remove);
  }

  private List<TrafficObserved.Failure> failuresSince() {
    List<TrafficObserved.Failure> since = new ArrayList<>();
    failures.forEach(
        (failure, count) -> {
          long came = count.since();
          if (came > 0) {
            since.add(new TrafficObserved.Failure(failure.kind(), failure.side(), came));
          }
        });
    since.sort(Comparator.comparing(TrafficObserved.Failure::kind));
    return since;
  }

  private ResponseTimes timesSince() {
    long[] since = new long[told.length];
    for (int i = 0; i < since.length; i++) {
      long total = times.get(i);
      since[i] = total - told[i];
      told[i] = total;
    }
    return ResponseTimes.of(since);
  }
}
