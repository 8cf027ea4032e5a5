package io.millrace.starter.problems;

import io.millrace.message.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Asks the broker how far the problems' topic goes. */
final class EndOfTopic implements LongSupplier {

  private static final Logger LOG = LoggerFactory.getLogger(EndOfTopic.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.PROBLEMS, 0);

  private final KafkaAdmin kafka;

  EndOfTopic(KafkaAdmin kafka) {
    this.kafka = kafka;
  }

  /** 0 where the broker does not answer: then there is nothing to wait for. */
  @Override
  public long getAsLong() {
    try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
      return admin
          .listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
          .partitionResult(PARTITION)
          .get(10, TimeUnit.SECONDS)
          .offset();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The broker does not say how far {} goes", Topics.PROBLEMS, e);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
