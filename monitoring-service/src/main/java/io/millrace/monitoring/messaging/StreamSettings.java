package io.millrace.monitoring.messaging;

import io.millrace.monitoring.MonitoringSettings;
import io.millrace.starter.messaging.Guarantee;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the streams are run, besides what every client of the broker has. */
final class StreamSettings {

  private StreamSettings() {}

  /**
   * @param port that this instance answers on
   */
  static Properties of(
      Map<String, Object> clients,
      MonitoringSettings settings,
      Guarantee guarantee,
      int replication,
      int port) {
    Properties properties = new Properties();
    clients(properties);
    properties.putAll(clients);
    guarantee(guarantee, properties);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "monitoring-service");
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address(settings, port));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.POLL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    return properties;
  }

  /** What an operator may set otherwise, below {@code spring.kafka.streams.properties}. */
  private static void clients(Properties properties) {
    main(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A killed instance is missed after this, and its open transaction ended, not after 45 s.
    main(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    main(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
    // Small portions: memory is bounded, and partitions are worked through side by side.
    main(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 250);
    main(properties, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 250);
    // Partitions are read while a problem's blocks are worked through: with two, the busiest
    // problem's task waits for the partitions that share its thread.
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 3);
  }

  private static void guarantee(Guarantee guarantee, Properties properties) {
    switch (guarantee) {
      case EXACTLY_ONCE ->
          properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
      case AT_LEAST_ONCE -> {
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        producer(properties, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        producer(properties, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
      }
    }
  }

  private static void producer(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.producerPrefix(key), value);
  }

  private static void main(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  /** {@code host:port} by which the other instances know this one. */
  static String address(MonitoringSettings settings, int port) {
    if (!settings.address().isEmpty()) {
      return settings.address();
    }
    try {
      return InetAddress.getLocalHost().getHostAddress() + ":" + port;
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }
  }
}
