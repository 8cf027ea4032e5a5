package io.millrace.inference.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.event.Prediction;
import io.millrace.inference.output.PredictionWriter;
import io.millrace.inference.score.PredictedRows;
import io.millrace.inference.score.PredictionSink;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.trace.TraceHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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

  /** After what there was has been sent: to be woken for each request would cost more than it. */
  private static final long PAUSE_MILLIS = 20;

  private final KafkaOperations<String, byte[]> kafka;
  private final String source;
  private final BlockingQueue<Runnable> queue;
  private final AtomicInteger room;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Counter lost;
  private final Thread publisher;

  /**
   * @param capacity how many predictions may wait
   */
  public PredictionQueue(
      KafkaOperations<String, byte[]> kafka, String source, int capacity, MeterRegistry meters) {
    this.kafka = kafka;
    this.source = source;
    this.queue = new ArrayBlockingQueue<>(capacity + 1); // and one to wake the publisher by
    this.room = new AtomicInteger(capacity);
    this.lost =
        Counter.builder("millrace.predictions.unpublished")
            .description("Answered to a caller and not published, for want of room or a broker")
            .register(meters);
    this.publisher = Thread.ofPlatform().name("publish-predictions").daemon().start(this::publish);
  }

  @Override
  public void offer(
      ProblemName problem, String entity, Prediction prediction, String correlationId) {
    offer(1, () -> send(problem, entity, prediction, correlationId));
  }

  @Override
  public void offer(PredictedRows rows, String correlationId) {
    int answered = rows.answered();
    if (answered > 0) {
      offer(answered, () -> send(rows, correlationId));
    }
  }

  private void offer(int predictions, Runnable sending) {
    if (room.addAndGet(-predictions) < 0) {
      room.addAndGet(predictions);
      lost.increment(predictions);
      return;
    }
    Runnable traced = TraceHeaders.here(sending);
    queue.add(
        () -> {
          room.addAndGet(predictions);
          traced.run();
        });
  }

  private void publish() {
    try {
      while (closing.getCount() > 0 || !queue.isEmpty()) {
        for (Runnable next = queue.take(); next != null; next = queue.poll()) {
          next.run();
        }
        boolean _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(
      ProblemName problem, String entity, Prediction prediction, String correlationId) {
    send(
        () ->
            DataMessages.prediction(
                problem, prediction.eventId().value(), entity, prediction, source, correlationId));
  }

  private void send(PredictedRows rows, String correlationId) {
    PredictionWriter writer =
        new PredictionWriter(rows.problem(), source, rows.verdicts(), Instant.now());
    for (int good = 0; good < rows.verdicts().size(); good++) {
      if (rows.isAnswered(good)) {
        int row = good;
        send(
            () ->
                writer.write(
                    row, rows.id(row), rows.verdicts().time(row), rows.entity(row), correlationId));
      }
    }
  }

  private void send(Supplier<ProducerRecord<String, byte[]>> record) {
    try {
      ProducerRecord<String, byte[]> prediction = record.get();
      TraceHeaders.write(prediction.headers());
      var _ = kafka.send(prediction).whenComplete((_, failure) -> count(failure));
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
    closing.countDown();
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
