package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import java.time.Clock;
import java.time.Instant;

/** Remembers a bounded number of events, the latest. */
final class CaseBook {

  /** So that a long absence is caught up with in steps. */
  private static final int AT_A_TIME = 10_000;

  private final Memory memory;
  private final Clock clock;
  private final int bound;

  CaseBook(Memory memory, Clock clock, int bound) {
    this.memory = memory;
    this.clock = clock;
    this.bound = bound;
  }

  /** Gives a new event a place, the oldest event's if need be. */
  Progress admit(EventId event, Case known, Progress progress) {
    if (known != Case.NEW) {
      return progress;
    }
    memory.keepArrival(progress.nextCase(), new Arrival(event, clock.instant()));
    long first = progress.firstCase();
    long next = progress.nextCase() + 1;
    for (int i = 0; next - first > bound && i < AT_A_TIME; i++) {
      memory.forgetCase(first++);
    }
    return progress.cases(first, next);
  }

  Progress forgetBefore(Instant time, Progress progress) {
    long first = progress.firstCase();
    for (int i = 0; first < progress.nextCase() && i < AT_A_TIME; i++) {
      if (memory.arrival(first).filter(arrival -> arrival.at().isAfter(time)).isPresent()) {
        break;
      }
      memory.forgetCase(first++);
    }
    return progress.cases(first, progress.nextCase());
  }
}
