package io.millrace.inference.messaging;

import io.millrace.inference.load.ModelLoader;
import io.millrace.message.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * Keeps a starting replica from being called ready until the models that were registered when it
 * came up serve: taking its place among others costs no request.
 */
public final class ModelsAtStart implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ModelsAtStart.class);
  private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaAdmin kafka;
  private final ModelLoader loader;
  private final Object lock = new Object();
  private long next;

  public ModelsAtStart(KafkaAdmin kafka, ModelLoader loader) {
    this.kafka = kafka;
    this.loader = loader;
  }

  /** A consumer that does the same and is watched. */
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

  private void passed(long offset) {
    synchronized (lock) {
      next = Math.max(next, offset + 1);
      lock.notifyAll();
    }
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    if (!awaitRead(endOfTopic()) || !loader.awaitIdle(PATIENCE)) {
      LOG.warn("Not every registered model was loaded in {}; going on", PATIENCE);
    }
    loader.caughtUp();
  }

  private boolean awaitRead(long end) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lock) {
      while (next < end) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return false;
        }
        lock.wait(millis);
      }
      return true;
    }
  }

  /** 0 where the broker does not say: then there is nothing to wait for. */
  private long endOfTopic() throws InterruptedException {
    try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
      return admin
          .listOffsets(Map.of(MODELS, OffsetSpec.latest()))
          .partitionResult(MODELS)
          .get(10, TimeUnit.SECONDS)
          .offset();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The broker does not say how far {} goes", Topics.MODELS, e);
      return 0;
    }
  }
}
