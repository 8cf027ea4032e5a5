package io.millrace.inference.stream;

import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one problem's events being listened to: a listener that stopped is replaced. */
final class ProblemStream {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemStream.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** After so long a listener is called well, and its next failure its first. */
  private static final Duration WELL = Duration.ofMinutes(2);

  private final ProblemName problem;
  private final Supplier<Listening> listeners;
  private final Runnable restarted;
  private @Nullable Listening listening;
  private Instant startedAt = Instant.MIN;
  private Instant next = Instant.MIN;
  private int failures;
  private boolean stopped;

  /**
   * @param listeners makes one that is not started
   * @param restarted called when one is replaced
   */
  ProblemStream(ProblemName problem, Supplier<Listening> listeners, Runnable restarted) {
    this.problem = problem;
    this.listeners = listeners;
    this.restarted = restarted;
  }

  synchronized boolean runs() {
    return listening != null && listening.runs();
  }

  /** Sees to it that it runs, now or, after failures, at a later call. */
  synchronized void tend(Instant now) {
    if (stopped || runs() || now.isBefore(next)) {
      return;
    }
    failures = startedAt.plus(WELL).isBefore(now) ? 1 : failures + 1;
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(failures - 1, 5));
    next = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    startedAt = now;
    try {
      replace();
    } catch (RuntimeException | Error e) { // the next call tries again
      LOG.error("The events of {} cannot be listened to yet", problem, e);
    }
  }

  private void replace() {
    if (listening != null) {
      LOG.error("Listening to the events of {} ended by itself; it begins anew", problem);
      restarted.run();
      end(listening);
    }
    Listening fresh = listeners.get();
    listening = fresh;
    fresh.start();
    LOG.info("The events of {} are being scored", problem);
  }

  synchronized void stop() {
    stopped = true;
    if (listening != null) {
      end(listening);
    }
  }

  private void end(Listening ended) {
    listening = null;
    try {
      ended.stop();
    } catch (RuntimeException e) {
      LOG.warn("A listener of {} does not stop well", problem, e);
    }
  }
}
