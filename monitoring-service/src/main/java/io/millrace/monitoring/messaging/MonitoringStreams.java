package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Runs the topology between start and stop of the service. */
final class MonitoringStreams implements SmartLifecycle, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(MonitoringStreams.class);
  private static final Duration CLOSING = Duration.ofSeconds(15);

  /** So many failed threads within {@link #SPELL} are replaced; more are a fault that stays. */
  private static final int REPLACED = 10;

  private static final Duration SPELL = Duration.ofMinutes(10);

  private final Topology topology;
  private final Properties properties;
  private final MeterRegistry meters;
  private volatile @Nullable KafkaStreams streams;
  private @Nullable KafkaStreamsMetrics metrics;
  private long spellBegan;
  private int failures;

  MonitoringStreams(Topology topology, Properties properties, MeterRegistry meters) {
    this.topology = topology;
    this.properties = properties;
    this.meters = meters;
  }

  /** The running streams; null when stopped. */
  @Nullable KafkaStreams streams() {
    return streams;
  }

  @Override
  public void start() {
    KafkaStreams started = new KafkaStreams(topology, properties);
    started.setUncaughtExceptionHandler(this::onFailure);
    started.start();
    KafkaStreamsMetrics bound = new KafkaStreamsMetrics(started);
    bound.bindTo(meters);
    metrics = bound;
    streams = started;
  }

  private synchronized StreamThreadExceptionResponse onFailure(Throwable failure) {
    long now = System.nanoTime();
    if (failures == 0 || now - spellBegan > SPELL.toNanos()) {
      spellBegan = now;
      failures = 0;
    }
    boolean replace = ++failures <= REPLACED;
    LOG.error("Watching failed; {}", replace ? "it goes on" : "given up", failure);
    return replace
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Leaves the group, so that the next start need not wait for this one to be missed. */
  @Override
  public void stop() {
    KafkaStreams running = streams;
    if (running != null) {
      running.close(
          CloseOptions.timeout(CLOSING)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      streams = null;
      unbind();
    }
  }

  private void unbind() {
    if (metrics != null) {
      metrics.close();
      metrics = null;
    }
  }

  @Override
  public boolean isRunning() {
    return streams != null;
  }

  @Override
  public Health health() {
    KafkaStreams running = streams;
    KafkaStreams.State state = running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
    return (state.isRunningOrRebalancing() ? Health.up() : Health.down())
        .withDetail("state", state.name())
        .build();
  }
}
