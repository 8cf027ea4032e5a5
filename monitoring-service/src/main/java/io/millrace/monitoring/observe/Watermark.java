package io.millrace.monitoring.observe;

import java.time.Duration;
import java.time.Instant;

/**
 * How far event time has come for a problem.
 *
 * @param reached all that is older has had its time to come: windows that end by then close
 * @param heard when a prediction came last, by the clock
 */
public record Watermark(Instant reached, Instant heard) {

  static final Watermark NONE = new Watermark(Instant.MIN, Instant.EPOCH);

  Watermark rise(Instant time, Instant now) {
    return new Watermark(time.isAfter(reached) ? time : reached, now);
  }

  Watermark rise(Instant time) {
    return rise(time, heard);
  }

  /**
   * Where it would be had events gone on with the clock since the last one.
   *
   * @param began when somebody began to listen
   */
  Instant atRest(Instant now, Instant began) {
    Instant since = heard.isAfter(began) ? heard : began;
    return now.isAfter(since) && reached.isAfter(Instant.MIN)
        ? reached.plus(Duration.between(since, now))
        : reached;
  }
}
