package io.millrace.monitoring.observe;

import io.millrace.message.DriftDetected;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What is said of some predictions. */
final class Samples {

  private Samples() {}

  /** Their number, and the earliest and latest of their events. */
  static DriftDetected.Window span(List<Instant> times, long predictions) {
    return new DriftDetected.Window(
        predictions,
        times.stream().min(Comparator.naturalOrder()).orElse(Instant.EPOCH),
        times.stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH));
  }
}
