package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;

/**
 * The event log's own producer: what it has not delivered in two thirds of the time in which a
 * sender is answered, it gives up, so that little is written after its sender was told that it was
 * not.
 */
final class LogProducer {

  private static final int PATIENCE_AT_CLOSE = 1;

  private LogProducer() {}

  static DefaultKafkaProducerFactory<String, byte[]> create(
      Map<String, Object> defaults, Duration timeout, MeterRegistry meters) {
    var factory = new DefaultKafkaProducerFactory<String, byte[]>(settings(defaults, timeout));
    factory.setPhysicalCloseTimeout(PATIENCE_AT_CLOSE);
    factory.addListener(new MicrometerProducerListener<>(meters));
    return factory;
  }

  private static Map<String, Object> settings(Map<String, Object> defaults, Duration timeout) {
    long third = Math.max(1, timeout.toMillis() / 3);
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, third);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(longest(defaults), 2 * third));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) (2 * third));
    return settings;
  }

  private static long longest(Map<String, Object> defaults) {
    Object stated = defaults.get(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    return stated == null ? Long.MAX_VALUE : Long.parseLong(stated.toString());
  }
}
