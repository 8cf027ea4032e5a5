package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Alert;
import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.problems.ProblemCatalog;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.Stores;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

  @Bean
  MonitoringStreams monitoringStreams(
      ProblemCatalog catalog,
      Baselines baselines,
      ControlCodec codec,
      Clock clock,
      MonitoringSettings settings,
      KafkaProperties kafka,
      @Value("${millrace.topics.replication:1}") int replication,
      MeterRegistry meters) {
    return new MonitoringStreams(
        MonitoringTopology.of(
            () -> new WatchProcessor(catalog, baselines, codec, clock, settings),
            Stores.persistentKeyValueStore(MonitoringTopology.STORE),
            settings.partitions()),
        properties(kafka, settings, replication),
        meters);
  }

  private static Properties properties(
      KafkaProperties kafka, MonitoringSettings settings, int replication) {
    Properties properties = new Properties();
    properties.putAll(kafka.buildStreamsProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "monitoring-service");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // A killed instance is missed after this, not after 45 s.
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    return properties;
  }

  @Bean
  StoredRecollections recollections(MonitoringStreams streams, MonitoringSettings settings) {
    return new StoredRecollections(streams, settings.partitions());
  }

  @Bean
  AlertBoard alertBoard(MonitoringSettings settings) {
    return new AlertBoard(settings.alerts());
  }

  /** All alerts there are, of every service, read anew at each start. */
  @Bean
  Consumer<Message<byte[]>> alerts(ControlCodec codec, AlertBoard board) {
    return codec.consumer(
        (message, _) -> {
          if (message instanceof Alert alert) {
            board.add(alert);
          }
        });
  }
}
