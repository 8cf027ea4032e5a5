package io.millrace.inference.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.event.Prediction;
import io.millrace.inference.score.PredictionSink;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes predictions behind a request's back, from a queue with an end: a broker that does not
 * answer costs predictions on the topic, never answers to callers.
 */
public final class PredictionQueue implements PredictionSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionQueue.class);

  private final KafkaOperations<String, byte[]> kafka;
  private final String source;
  private final BlockingQueue<Runnable> queue;
  private final Counter lost;
  private final Thread publisher;
  private volatile boolean closing;

  /**
   * @param capacity how many predictions may wait
   */
  public PredictionQueue(
      KafkaOperations<String, byte[]> kafka, String source, int capacity, MeterRegistry meters) {
    this.kafka = kafka;
    this.source = source;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.lost =
        Counter.builder("millrace.predictions.unpublished")
            .description("Answered to a caller and not published, for want of room or a broker")
            .register(meters);
    this.publisher = Thread.ofPlatform().name("publish-predictions").daemon().start(this::publish);
  }

  @Override
  public void offer(
      ProblemName problem, String entity, Prediction prediction, String correlationId) {
    if (!queue.offer(() -> send(problem, entity, prediction, correlationId))) {
      lost.increment();
    }
  }

  private void publish() {
    try {
      while (!closing || !queue.isEmpty()) {
        queue.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(
      ProblemName problem, String entity, Prediction prediction, String correlationId) {
    try {
      ProducerRecord<String, byte[]> record =
          DataMessages.prediction(
              problem, prediction.eventId().value(), entity, prediction, source, correlationId);
      var _ = kafka.send(record).whenComplete((_, failure) -> count(failure));
    } catch (RuntimeException | Error e) { // or none would be published any more
      LOG.debug("A prediction could not be published", e);
      lost.increment();
    }
  }

  private void count(@Nullable Throwable failure) {
    if (failure != null) {
      lost.increment();
    }
  }

  /** Publishes what waits, for a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    boolean _ = queue.offer(() -> {}); // wakes the publisher where nothing waits
    try {
      if (!publisher.join(Duration.ofSeconds(5))) {
        publisher.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
