package io.millrace.starter.messaging;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * Waits until the consumer of a control topic, which has one partition, has handled what the topic
 * held when the waiting began: so that a service is not ready before it knows what was there.
 */
public final class ReadToEnd {

  private static final Logger LOG = LoggerFactory.getLogger(ReadToEnd.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final String topic;
  private final Supplier<OptionalLong> end;
  private final Duration patience;
  private long next;

  /**
   * @param end the offset after the topic's last message; empty while the broker does not say
   * @param patience with a consumer that makes no step though the broker answers
   */
  ReadToEnd(String topic, Supplier<OptionalLong> end, Duration patience) {
    this.topic = topic;
    this.end = end;
    this.patience = patience;
  }

  /** Asks the broker that {@code kafka} knows. */
  public static ReadToEnd of(KafkaAdmin kafka, String topic) {
    return new ReadToEnd(topic, new EndOfTopic(kafka, topic), PATIENCE);
  }

  /**
   * A consumer that does the same and is watched; a message that it fails for counts as handled.
   */
  public Consumer<Message<byte[]>> watch(Consumer<Message<byte[]>> consumer) {
    return message -> {
      try {
        consumer.accept(message);
      } finally {
        if (message.getHeaders().get(KafkaHeaders.OFFSET) instanceof Long offset) {
          passed(offset);
        }
      }
    };
  }

  /**
   * Returns when all has been handled; for as long as the broker does not answer it waits.
   *
   * @return false if the consumer made no step for 30 s though the broker answers, or the thread
   *     was interrupted
   */
  public boolean await() {
    OptionalLong target = end.get();
    while (target.isEmpty() && !Thread.currentThread().isInterrupted()) {
      LOG.warn("Waiting for the broker to say how far {} goes", topic);
      target = end.get();
    }
    return target.isPresent() && await(target.getAsLong());
  }

  private boolean await(long target) {
    while (!hasReached(target)) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (end.get().isPresent()) {
        LOG.warn("{} has not been read to offset {} in {}; going on", topic, target, patience);
        return false;
      }
    }
    return true;
  }

  /** Waits from step to step; false when the next one takes too long. */
  private boolean hasReached(long target) {
    lock.lock();
    try {
      long before = next;
      long nanos = patience.toNanos();
      while (next < target && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
        if (next > before) {
          before = next;
          nanos = patience.toNanos();
        }
      }
      return next >= target;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  void passed(long offset) {
    lock.lock();
    try {
      next = Math.max(next, offset + 1);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
