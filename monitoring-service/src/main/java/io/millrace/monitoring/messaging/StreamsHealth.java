package io.millrace.monitoring.messaging;

import java.time.Duration;
import java.util.OptionalDouble;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the watch goes on: the streams run, and the broker has heard from them of late. Streams
 * themselves go on running, patiently, when the broker is away.
 */
final class StreamsHealth implements HealthIndicator {

  /** Three heartbeats and a little. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final MonitoringStreams streams;

  StreamsHealth(MonitoringStreams streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    KafkaStreams running = streams.streams();
    KafkaStreams.State state = running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
    OptionalDouble heartbeat =
        running == null ? OptionalDouble.empty() : secondsSinceHeartbeat(running);
    boolean heard =
        heartbeat.isPresent()
            ? heartbeat.getAsDouble() <= SILENCE.toSeconds()
            : streams.isStarting();
    Health.Builder health = state.isRunningOrRebalancing() && heard ? Health.up() : Health.down();
    health.withDetail("state", state.name()).withDetail("failures", streams.setbacks().total());
    heartbeat.ifPresent(seconds -> health.withDetail("heartbeatSecondsAgo", (long) seconds));
    streams.setbacks().latest().ifPresent(failure -> health.withDetail("lastFailure", failure));
    return health.build();
  }

  /** Of the group's member; empty before it is one. */
  private static OptionalDouble secondsSinceHeartbeat(KafkaStreams running) {
    return running.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().group().equals("consumer-coordinator-metrics"))
        .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
        .mapToDouble(metric -> seconds(metric.getValue()))
        .filter(seconds -> seconds >= 0)
        .min();
  }

  private static double seconds(Metric metric) {
    return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
  }
}
