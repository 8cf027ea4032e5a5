package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import java.time.Duration;
import java.time.Instant;

/**
 * A window of event time that predictions still come to.
 *
 * @param from the first moment of it
 * @param to the first moment after it
 * @param last the event that was counted last
 * @param correlationId of that one's prediction
 */
public record OpenWindow(
    Instant from, Instant to, int predictions, EventId last, String correlationId) {

  /** With the first of its predictions. */
  static OpenWindow of(Told told, Duration length) {
    Instant from = start(told.eventTime(), length);
    return new OpenWindow(
        from, from.plus(length), 1, told.prediction().eventId(), told.correlationId());
  }

  /** When the window begins that a moment lies in. */
  static Instant start(Instant time, Duration length) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  OpenWindow add(Told told) {
    return new OpenWindow(
        from, to, predictions + 1, told.prediction().eventId(), told.correlationId());
  }

  boolean isOver(Instant reached) {
    return !to.isAfter(reached);
  }

  boolean isOf(Duration length) {
    return from.plus(length).equals(to);
  }

  /** Under which its sketch is kept: never one of the numbers that closed windows have. */
  static long place(Instant from) {
    return from.getEpochSecond() ^ Long.MIN_VALUE;
  }
}
