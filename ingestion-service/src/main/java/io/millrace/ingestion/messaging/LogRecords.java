package io.millrace.ingestion.messaging;

import io.millrace.ingestion.accept.Outgoing;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is accepted and refused, as records. */
final class LogRecords {

  /** The type of the message that what was refused has been accepted since. */
  static final String REPLAYED = "io.millrace.rejection-replayed.v1";

  private LogRecords() {}

  static ProducerRecord<String, byte[]> of(Outgoing message, String correlationId) {
    String source = KafkaEventLog.SOURCE;
    return switch (message) {
      case Outgoing.Accepted(var event) -> DataMessages.event(event, source);
      case Outgoing.Truth(var problem, var event, var truth) ->
          DataMessages.groundTruth(problem, event, truth, source, correlationId);
      case Outgoing.Refused(var problem, var entity, var rejection) ->
          DataMessages.rejection(problem, entity, rejection, source, correlationId);
      case Outgoing.Replayed(var problem, var rejection, var partition) ->
          replayed(problem, rejection, partition, correlationId);
    };
  }

  /**
   * It lies in the partition of what it is about, behind it: who reads backwards meets it first.
   */
  private static ProducerRecord<String, byte[]> replayed(
      ProblemName problem, String rejection, int partition, String correlationId) {
    Instant now = Instant.now();
    byte[] data =
        MillraceJson.mapper().writeValueAsBytes(Map.of("rejection", rejection, "replayedAt", now));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.REJECTED, partition, rejection, data);
    CloudEventHeaders.write(
        new EventContext(
            UUID.randomUUID().toString(),
            REPLAYED,
            KafkaEventLog.SOURCE,
            rejection,
            now,
            problem,
            correlationId),
        record.headers());
    return record;
  }
}
