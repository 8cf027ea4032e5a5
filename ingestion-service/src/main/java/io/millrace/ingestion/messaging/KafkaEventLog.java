package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.accept.EventLog;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.accept.Outgoing;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends a request's rows to their topics. */
public final class KafkaEventLog implements EventLog {

  static final String SOURCE = "/millrace/ingestion-service";

  private final KafkaTemplate<String, byte[]> kafka;
  private final Duration timeout;
  private final MeterRegistry meters;

  public KafkaEventLog(
      KafkaTemplate<String, byte[]> kafka, Duration timeout, MeterRegistry meters) {
    this.kafka = kafka;
    this.timeout = timeout;
    this.meters = meters;
  }

  @Override
  public void append(List<Outgoing> messages, String correlationId) {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<CompletableFuture<?>> sends = new ArrayList<>(messages.size());
    try {
      for (Outgoing message : messages) {
        if (System.nanoTime() - deadline > 0) {
          throw new TimeoutException();
        }
        sends.add(kafka.send(record(message, correlationId)));
      }
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new))
          .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | KafkaException e) {
      throw new LogUnavailableException("The broker did not take the rows in " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("The service is stopping", e);
    }
    messages.forEach(this::count);
  }

  private static ProducerRecord<String, byte[]> record(Outgoing message, String correlationId) {
    return switch (message) {
      case Outgoing.Accepted(var event) -> DataMessages.event(event, SOURCE);
      case Outgoing.Truth(var problem, var event, var truth) ->
          DataMessages.groundTruth(problem, event, truth, SOURCE, correlationId);
      case Outgoing.Refused(var problem, var entity, var rejection) ->
          DataMessages.rejection(problem, entity, rejection, SOURCE, correlationId);
    };
  }

  private void count(Outgoing message) {
    String kind =
        switch (message) {
          case Outgoing.Accepted _ -> "accepted";
          case Outgoing.Truth _ -> "ground-truth";
          case Outgoing.Refused _ -> "refused";
        };
    meters.counter("millrace.ingestion.rows", "kind", kind).increment();
  }
}
