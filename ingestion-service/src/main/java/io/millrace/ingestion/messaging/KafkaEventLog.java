package io.millrace.ingestion.messaging;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.accept.EventLog;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.accept.Outgoing;
import io.millrace.ingestion.accept.RowTooLargeException;
import io.millrace.starter.messaging.RefusedGuarantees;
import io.millrace.starter.trace.TraceHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/** Sends a request's rows to their topics, unless the broker has failed too often of late. */
public final class KafkaEventLog implements EventLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);

  static final String SOURCE = "/millrace/ingestion-service";

  /** Rows that are under way at a time for one request: each weighs a kilobyte with its headers. */
  private static final int PIECE = 1000;

  private final ProducerFactory<String, byte[]> producers;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final MeterRegistry meters;

  KafkaEventLog(
      ProducerFactory<String, byte[]> producers,
      Duration timeout,
      CircuitBreaker breaker,
      MeterRegistry meters) {
    this.producers = producers;
    this.kafka = new KafkaTemplate<>(producers);
    // The usual one writes a line for each row that is not delivered
    kafka.setProducerListener(new ProducerListener<>() {});
    this.timeout = timeout;
    this.breaker = breaker;
    this.meters = meters;
    breaker
        .getEventPublisher()
        .onStateTransition(change -> startAnewAfter(change.getStateTransition()));
  }

  /**
   * @param defaults of producers
   * @param timeout in which rows are acknowledged, or their request has failed
   */
  public static KafkaEventLog connect(
      Map<String, Object> defaults,
      Duration timeout,
      CircuitBreaker breaker,
      MeterRegistry meters) {
    return new KafkaEventLog(
        LogProducer.create(defaults, timeout, meters), timeout, breaker, meters);
  }

  @Override
  public void append(List<Outgoing> messages, String correlationId) {
    if (messages.isEmpty()) {
      return;
    }
    try {
      @Nullable RowTooLargeException own =
          breaker.executeSupplier(() -> send(messages, correlationId));
      if (own != null) {
        throw own;
      }
    } catch (CallNotPermittedException e) {
      throw LogUnavailableException.forNow("The broker has failed too often of late");
    }
  }

  /** A row that the broker will never take is the sender's failure, and none of the broker's. */
  private @Nullable RowTooLargeException send(List<Outgoing> messages, String correlationId) {
    try {
      sendAll(messages, correlationId);
      return null;
    } catch (RowTooLargeException e) {
      return e;
    }
  }

  private void sendAll(List<Outgoing> messages, String correlationId) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int from = 0; from < messages.size(); from += PIECE) {
      List<Outgoing> piece = messages.subList(from, Math.min(messages.size(), from + PIECE));
      sendPiece(piece, correlationId, deadline);
      piece.forEach(this::count);
    }
  }

  private void sendPiece(List<Outgoing> messages, String correlationId, long deadline) {
    List<CompletableFuture<?>> sends = new ArrayList<>(messages.size());
    try {
      for (Outgoing message : messages) {
        if (System.nanoTime() - deadline > 0) {
          throw new TimeoutException();
        }
        ProducerRecord<String, byte[]> record = LogRecords.of(message, correlationId);
        TraceHeaders.write(record.headers());
        sends.add(kafka.send(record));
      }
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new))
          .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | RuntimeException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("The service is stopping", e);
    }
  }

  private RuntimeException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException) {
        return new RowTooLargeException(e);
      }
    }
    RefusedGuarantees.explain(e).ifPresent(LOG::error);
    return new LogUnavailableException("The broker did not take the rows in " + timeout, e);
  }

  /** A producer that fails again and again may be beyond help; the next one starts from nothing. */
  private void startAnewAfter(CircuitBreaker.StateTransition change) {
    LOG.warn("The broker: {}", change);
    if (change.getToState() == CircuitBreaker.State.OPEN) {
      Thread.ofVirtual().name("event-log-reset").start(producers::reset);
    }
  }

  private void count(Outgoing message) {
    String kind =
        switch (message) {
          case Outgoing.Accepted _ -> "accepted";
          case Outgoing.Truth _ -> "ground-truth";
          case Outgoing.Refused _ -> "refused";
          case Outgoing.Replayed _ -> "replayed";
        };
    meters.counter("millrace.ingestion.rows", "kind", kind).increment();
  }

  @Override
  public void close() {
    kafka.destroy();
    producers.reset();
  }
}
