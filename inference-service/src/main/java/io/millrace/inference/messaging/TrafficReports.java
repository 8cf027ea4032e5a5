package io.millrace.inference.messaging;

import io.millrace.inference.traffic.RequestCounts;
import io.millrace.message.TrafficObserved;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.Correlation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells every ten seconds, and when the service ends, what was asked of the problems whose traffic
 * is watched. What a broker does not take waits, in order, for as long as there is room.
 */
public final class TrafficReports implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficReports.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** An hour of one problem's. */
  private static final int MOST_WAITING = 360;

  /** As often it is told until who was not asked meanwhile is forgotten: an hour. */
  private static final int LOOKS = 360;

  private final RequestCounts counts;
  private final ProblemCatalog problems;
  private final ControlPublisher publisher;
  private final String instance;
  private final Clock clock;
  private final Deque<TrafficObserved> waiting = new ArrayDeque<>();
  private Instant told;
  private int looks;
  private volatile @Nullable ScheduledExecutorService timer;

  /**
   * @param instance different for each replica
   */
  public TrafficReports(
      RequestCounts counts,
      ProblemCatalog problems,
      ControlPublisher publisher,
      String instance,
      Clock clock) {
    this.counts = counts;
    this.problems = problems;
    this.publisher = publisher;
    this.instance = instance;
    this.clock = clock;
    this.told = now();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tell-traffic").daemon().factory());
    var _ =
        started.scheduleWithFixedDelay(
            this::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    timer = started;
  }

  /** Tells what came since the last call. */
  synchronized void tell() {
    Instant from = told;
    told = now();
    counts
        .since()
        .forEach(
            (problem, shares) -> {
              if (isWatched(problem)) {
                waiting.add(new TrafficObserved(problem, instance, from, told, shares));
              }
            });
    if (++looks % LOOKS == 0) {
      counts.forgetIdle();
    }
    while (waiting.size() > MOST_WAITING) {
      waiting.remove();
    }
    try {
      while (!waiting.isEmpty()) {
        publisher.publish(waiting.element(), Correlation.create());
        waiting.remove();
      }
    } catch (RuntimeException e) {
      LOG.warn("{} reports of traffic wait for the broker: {}", waiting.size(), e.toString());
    }
  }

  private boolean isWatched(ProblemName problem) {
    return problems
        .find(problem)
        .filter(known -> known.problem().monitor().traffic().isPresent())
        .isPresent();
  }

  @Override
  public void stop() {
    ScheduledExecutorService stopped = timer;
    timer = null;
    if (stopped != null) {
      stopped.shutdownNow();
      tell();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Stopped when nobody asks any more, and before what it tells through. */
  @Override
  public int getPhase() {
    return 0;
  }
}
