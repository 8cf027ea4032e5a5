package io.millrace.monitoring.traffic;

import static java.util.Locale.ROOT;

import io.millrace.message.Alert.Severity;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.message.TrafficObserved.Side;
import io.millrace.problem.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether requests fail, or take long. Calls and events of the stream are looked at by themselves,
 * so that many of the ones do not hide the others.
 *
 * @param troubles a sentence each; empty where all is well
 */
public record TrafficVerdict(List<String> troubles, Severity severity) {

  /** Of fewer requests, or fewer failures, nothing is said. */
  private static final int LEAST_REQUESTS = 20;

  private static final int LEAST_FAILURES = 5;

  /** Of fewer answers one in a hundred is chance. */
  private static final int LEAST_ANSWERS = 100;

  private static final double MOST_FAIL = 0.5;
  private static final String STREAM = "stream";

  public TrafficVerdict {
    troubles = List.copyOf(troubles);
  }

  public static TrafficVerdict of(List<TrafficMinute> minutes, Monitor.Traffic settings) {
    TrafficSum calls = TrafficSum.of(minutes, share -> !isOfStream(share));
    TrafficSum stream = TrafficSum.of(minutes, TrafficVerdict::isOfStream);
    List<String> troubles = new ArrayList<>();
    boolean critical = fails("requests", calls, settings, troubles);
    critical |= fails("events and batches of the stream", stream, settings, troubles);
    critical |= takesLong(calls, settings, troubles);
    return new TrafficVerdict(troubles, critical ? Severity.CRITICAL : Severity.WARNING);
  }

  private static boolean isOfStream(Share share) {
    return share.channel().equals(STREAM);
  }

  private static boolean fails(
      String what, TrafficSum sum, Monitor.Traffic settings, List<String> troubles) {
    double failing = sum.failing(Side.SERVER);
    if (sum.requests() < LEAST_REQUESTS
        || sum.failures(Side.SERVER) < LEAST_FAILURES
        || failing <= settings.failuresBelow()) {
      return false;
    }
    String worst =
        sum.failures().stream()
            .filter(failure -> failure.side() == Side.SERVER)
            .findFirst()
            .orElseThrow()
            .kind();
    troubles.add(
        String.format(
            ROOT,
            "%.1f %% of %,d %s failed within five minutes (allowed %.1f %%), most of them by %s.",
            100 * failing,
            sum.requests(),
            what,
            100 * settings.failuresBelow(),
            worst));
    return failing >= MOST_FAIL;
  }

  /** Twice as long as allowed is critical. */
  private static boolean takesLong(
      TrafficSum calls, Monitor.Traffic settings, List<String> troubles) {
    OptionalDouble p99 = calls.times().micros(0.99);
    if (settings.p99Below().isEmpty()
        || calls.times().requests() < LEAST_ANSWERS
        || p99.orElse(0) <= settings.p99Below().get().toNanos() / 1e3) {
      return false;
    }
    double allowed = settings.p99Below().get().toNanos() / 1e6;
    double millis = p99.getAsDouble() / 1e3;
    troubles.add(
        String.format(
            ROOT,
            "One request in a hundred took longer than %.1f ms within five minutes (allowed %.0f"
                + " ms).",
            millis,
            allowed));
    return millis >= 2 * allowed;
  }
}
