package io.millrace.starter.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Up to where each topic's unreadable messages have been set aside, kept by the broker as the
 * offsets of a group that nobody is a member of. A mark that is not had is taken for none: a
 * message is set aside twice rather than never, and its readers know it by where it lies.
 */
final class SetAsideMarks implements AutoCloseable {

  static final String GROUP = "millrace-set-aside";

  private static final Logger LOG = LoggerFactory.getLogger(SetAsideMarks.class);
  private static final long SECONDS = 10;

  private final KafkaAdmin kafka;
  private final Map<TopicPartition, Long> marks = new HashMap<>();
  private @Nullable Admin admin;

  SetAsideMarks(KafkaAdmin kafka) {
    this.kafka = kafka;
  }

  synchronized boolean isSetAside(ConsumerRecord<?, ?> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Long mark = marks.get(partition);
    if (mark == null || record.offset() >= mark) {
      mark = fetch(partition);
      marks.put(partition, mark);
    }
    return record.offset() < mark;
  }

  synchronized void mark(ConsumerRecord<?, ?> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    long next = record.offset() + 1;
    marks.merge(partition, next, Math::max);
    call(
        "noted",
        admin -> {
          admin
              .alterConsumerGroupOffsets(GROUP, Map.of(partition, new OffsetAndMetadata(next)))
              .all()
              .get(SECONDS, TimeUnit.SECONDS);
          return 0L;
        });
  }

  private long fetch(TopicPartition partition) {
    return call(
        "asked for",
        admin -> {
          OffsetAndMetadata mark =
              admin
                  .listConsumerGroupOffsets(GROUP)
                  .partitionsToOffsetAndMetadata()
                  .get(SECONDS, TimeUnit.SECONDS)
                  .get(partition);
          return mark == null ? 0L : mark.offset();
        });
  }

  private long call(String what, Call call) {
    try {
      return call.on(admin());
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("What was set aside could not be {}", what, e);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Most services never need one. */
  private Admin admin() {
    if (admin == null) {
      admin = Admin.create(kafka.getConfigurationProperties());
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }

  @FunctionalInterface
  private interface Call {
    long on(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
  }
}
