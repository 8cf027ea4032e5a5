package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.monitoring.judge.Decisions;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.Delivery;
import io.millrace.starter.messaging.KafkaSettings;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.trace.Traces;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.Stores;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.messaging.Message;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

  @Bean
  MonitoringStreams monitoringStreams(
      ProblemCatalog catalog,
      Baselines baselines,
      Decisions decisions,
      ControlCodec codec,
      Clock clock,
      MonitoringSettings settings,
      KafkaProperties kafka,
      KafkaSettings guarantees,
      @Value("${millrace.topics.replication:1}") int replication,
      Environment environment,
      MeterRegistry meters,
      Traces traces) {
    Refusals refusals = new Refusals(meters, clock);
    WatchGauges gauges = new WatchGauges(meters);
    Topology topology =
        MonitoringTopology.of(
            () -> new Sorting(refusals, catalog, settings.commitInterval().dividedBy(2), traces),
            () ->
                new WatchProcessor(
                    catalog, baselines, decisions, codec, refusals, gauges, clock, settings,
                    traces),
            Stores.persistentKeyValueStore(MonitoringTopology.STORE),
            settings.partitions());
    Supplier<Properties> properties =
        () ->
            StreamSettings.of(
                kafka.buildStreamsProperties(),
                settings,
                guarantees.guarantee(),
                replication,
                port(environment));
    return new MonitoringStreams(() -> new KafkaStreams(topology, properties.get()), meters, clock);
  }

  @Bean
  Delivery delivery() {
    return new Delivery(
        "monitoring-service-check",
        "of each problem, some events (250 at most) may be counted twice or not at all when an"
            + " instance dies, and a verdict or an alert may come twice, under the same id.");
  }

  /** Known once the web server has started, which it does before the streams. */
  private static int port(Environment environment) {
    return environment.getProperty("local.server.port", Integer.class, 0);
  }

  @Bean
  StreamsHealth monitoringStreamsHealthIndicator(MonitoringStreams streams) {
    return new StreamsHealth(streams);
  }

  @Bean
  StoredRecollections recollections(
      MonitoringStreams streams, MonitoringSettings settings, Environment environment) {
    return new StoredRecollections(
        streams,
        SingletonSupplier.of(
            () -> HostInfo.buildFromEndpoint(StreamSettings.address(settings, port(environment)))));
  }

  @Bean
  AlertBoard alertBoard(MonitoringSettings settings) {
    return new AlertBoard(settings.alerts());
  }

  /** All alerts there are, of every service, read anew at each start. */
  @Bean
  Consumer<Message<byte[]>> alerts(ControlCodec codec, AlertBoard board, MeterRegistry meters) {
    return new PostedAlerts(codec, board, new IncidentGauges(meters));
  }
}
