package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the topology between start and stop of the service. Streams that fail are closed and made
 * anew, for as long as it takes: a service that lives also watches.
 */
final class MonitoringStreams implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MonitoringStreams.class);
  private static final Duration CLOSING = Duration.ofSeconds(15);

  /** So long joining the group may take. */
  private static final Duration START = Duration.ofSeconds(30);

  private final Supplier<KafkaStreams> maker;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Setbacks setbacks = new Setbacks();

  /** Whether the next start is arranged already. */
  private final AtomicBoolean pending = new AtomicBoolean();

  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable ScheduledExecutorService keeper;
  private @Nullable KafkaStreamsMetrics metrics;
  private volatile boolean wipe;
  private volatile Instant began = Instant.MIN;

  /**
   * @param maker of streams that are not started yet
   */
  MonitoringStreams(Supplier<KafkaStreams> maker, MeterRegistry meters, Clock clock) {
    this.maker = maker;
    this.meters = meters;
    this.clock = clock;
    meters.gauge("millrace.monitoring.streams.failures", setbacks, Setbacks::total);
  }

  /** The running streams; null when stopped, or between a failure and the next start. */
  @Nullable KafkaStreams streams() {
    return streams;
  }

  Setbacks setbacks() {
    return setbacks;
  }

  /** Whether they have had little time yet, and no failure. */
  boolean isStarting() {
    return setbacks.total() == 0 && clock.instant().isBefore(began.plus(START));
  }

  @Override
  public void start() {
    began = clock.instant();
    keeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("monitoring-streams").factory());
    open();
  }

  private synchronized void open() {
    if (!isRunning()) {
      return;
    }
    KafkaStreams made = null;
    try {
      made = maker.get();
      if (wipe) {
        LOG.warn("The local copy of the state is given up; it is restored from the broker");
        made.cleanUp();
        wipe = false;
      }
      made.setUncaughtExceptionHandler(this::onFailure);
      made.setStateListener((state, _) -> LOG.info("Watching: {}", state));
      made.start();
      KafkaStreamsMetrics bound = new KafkaStreamsMetrics(made);
      bound.bindTo(meters);
      metrics = bound;
      streams = made;
    } catch (RuntimeException e) {
      if (made != null) {
        made.close(Duration.ofSeconds(1));
      }
      again(e);
    }
  }

  /** Whichever thread fails, all are made anew: what one has in hand is the others', too. */
  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    again(failure);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void again(Throwable failure) {
    Setbacks.Remedy remedy = setbacks.add(failure, clock.instant());
    if (remedy.wipe()) {
      wipe = true;
    }
    LOG.error("Watching failed; it goes on in {}", remedy.pause(), failure);
    ScheduledExecutorService running = keeper;
    if (running != null && pending.compareAndSet(false, true)) {
      running.schedule(this::reopen, remedy.pause().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void reopen() {
    pending.set(false);
    close();
    open();
  }

  /** Leaves the group, so that the next start need not wait for this one to be missed. */
  private void close() {
    KafkaStreams running = streams;
    streams = null;
    if (metrics != null) {
      metrics.close();
      metrics = null;
    }
    if (running != null) {
      running.close(
          CloseOptions.timeout(CLOSING)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService ending = keeper;
    keeper = null;
    if (ending != null) {
      ending.shutdownNow();
    }
    synchronized (this) {
      close();
    }
  }

  @Override
  public boolean isRunning() {
    return keeper != null;
  }
}
