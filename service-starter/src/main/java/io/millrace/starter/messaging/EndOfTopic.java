package io.millrace.starter.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Asks the broker how far a topic of one partition goes; empty when it does not answer in 10 s. */
final class EndOfTopic implements Supplier<OptionalLong> {

  private static final Logger LOG = LoggerFactory.getLogger(EndOfTopic.class);
  private static final int PATIENCE_MILLIS = 10_000;

  private final KafkaAdmin kafka;
  private final TopicPartition partition;

  EndOfTopic(KafkaAdmin kafka, String topic) {
    this.kafka = kafka;
    this.partition = new TopicPartition(topic, 0);
  }

  @Override
  public OptionalLong get() {
    try (Admin admin = Admin.create(configuration())) {
      return OptionalLong.of(
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset());
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("The broker does not say how far {} goes", partition, e);
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    return configuration;
  }
}
