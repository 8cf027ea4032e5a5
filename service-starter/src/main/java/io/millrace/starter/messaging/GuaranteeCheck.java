package io.millrace.starter.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * At the start: where there is no exactly-once, says what is weaker; where there is to be one, asks
 * the broker for the transactions that it is made of.
 */
final class GuaranteeCheck implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(GuaranteeCheck.class);
  private static final long PATIENCE_MILLIS = 10_000;

  private final KafkaSettings settings;
  private final ObjectProvider<Delivery> delivery;
  private final Map<String, Object> producers;

  /**
   * @param producers what all of them have
   */
  GuaranteeCheck(
      KafkaSettings settings, ObjectProvider<Delivery> delivery, Map<String, Object> producers) {
    this.settings = settings;
    this.delivery = delivery;
    this.producers = producers;
  }

  @Override
  public void afterSingletonsInstantiated() {
    delivery.ifAvailable(this::check);
  }

  private void check(Delivery service) {
    if (!settings.isExactlyOnce()) {
      LOG.warn("millrace.kafka.guarantee is at-least-once: {}", service.weaker());
    } else if (service.transactionalId() != null) {
      begin(service.transactionalId());
    }
  }

  private void begin(String transactionalId) {
    Map<String, Object> configuration = new HashMap<>(producers);
    configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    Producer<byte[], byte[]> producer = producer(configuration);
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      Optional<Throwable> refusal = RefusedGuarantees.cause(e);
      if (refusal.isPresent()) {
        throw new GuaranteeRefusedException(RefusedGuarantees.what(refusal.get()), refusal.get());
      }
      LOG.warn(
          "The broker does not say whether it has transactions ({}). If it has none, set"
              + " millrace.kafka.guarantee=at-least-once",
          e.toString());
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> configuration) {
    return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
