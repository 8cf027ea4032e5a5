package io.millrace.starter.messaging;

import io.millrace.event.Ahead;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Completeness;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The messages of the hot paths, to Kafka records and back. What cannot be read is answered with a
 * {@link MalformedMessageException}. A record's own timestamp is the time of sending, never the
 * event's, so that the broker's retention does not remove old events that come late.
 */
public final class DataMessages {

  private DataMessages() {}

  /**
   * @param source {@code /millrace/ingestion-service}
   */
  public static ProducerRecord<String, byte[]> event(Event event, String source) {
    EventContext context =
        new EventContext(
            event.id().value(),
            Event.TYPE,
            source,
            event.entity(),
            event.time(),
            event.problem(),
            event.correlationId());
    return record(Topics.EVENTS, event.entity(), context, event.values());
  }

  public static ProducerRecord<String, byte[]> groundTruth(
      ProblemName problem, EventId event, GroundTruth truth, String source, String correlationId) {
    EventContext context =
        new EventContext(
            UUID.randomUUID().toString(),
            GroundTruth.TYPE,
            source,
            event.value(),
            Instant.now(),
            problem,
            correlationId);
    return record(Topics.GROUND_TRUTH, event.value(), context, truth);
  }

  public static ProducerRecord<String, byte[]> rejection(
      ProblemName problem,
      String entity,
      Rejection rejection,
      String source,
      String correlationId) {
    EventContext context =
        new EventContext(
            UUID.randomUUID().toString(),
            Rejection.TYPE,
            source,
            entity,
            rejection.rejectedAt(),
            problem,
            correlationId);
    return record(Topics.REJECTED, entity, context, rejection);
  }

  /**
   * What becomes of a record that cannot be read, so that its consumer can go on: its bytes, as far
   * as they fit, with the reason and where it lies. All who set it aside give it the same {@code
   * ce_id}.
   *
   * @param service which cannot read it
   * @param reason in words for people
   */
  public static ProducerRecord<String, byte[]> setAside(
      ConsumerRecord<?, byte[]> record, String service, String reason, Instant now) {
    return rejected(record, service, reason, now);
  }

  /** Of a record that may not be readable; its place where it has none. */
  public static String correlationId(ConsumerRecord<?, ?> record) {
    return Unreadable.correlationId(record);
  }

  static ProducerRecord<String, byte[]> rejected(
      ConsumerRecord<?, ?> record, String service, String reason, Instant now) {
    String id = Unreadable.id(record);
    EventContext context =
        new EventContext(
            id,
            Rejection.TYPE,
            "/millrace/" + service,
            id,
            now,
            Unreadable.problem(record),
            Unreadable.correlationId(record));
    return record(Topics.REJECTED, id, context, Unreadable.rejection(record, service, reason, now));
  }

  /**
   * @param predictionId for an event of the stream, the event's id
   */
  public static ProducerRecord<String, byte[]> prediction(
      ProblemName problem,
      String predictionId,
      String entity,
      Prediction prediction,
      String source,
      String correlationId) {
    EventContext context =
        new EventContext(
            predictionId, Prediction.TYPE, source, entity, Instant.now(), problem, correlationId);
    return record(Topics.PREDICTIONS, entity, context, prediction);
  }

  public static Event readEvent(ConsumerRecord<String, byte[]> record) {
    return readEvent(record.headers(), record.value());
  }

  /** As {@link #readEvent(ConsumerRecord)}, where there is no consumer's record (streams). */
  public static Event readEvent(Headers headers, byte @Nullable [] data) {
    EventContext context = context(headers, Event.TYPE);
    if (!EventId.isValid(context.id())) {
      throw new MalformedMessageException(
          "ce_id: found %s; allowed: %s".formatted(context.id(), EventId.allowed()));
    }
    return new Event(
        context.problem(),
        new EventId(context.id()),
        context.time(),
        context.subject(),
        FlatJson.read(present(data)),
        context.correlationId());
  }

  /** A boolean becomes its {@link Label}. */
  public static GroundTruth readGroundTruth(ConsumerRecord<String, byte[]> record) {
    return readGroundTruth(record.headers(), record.value());
  }

  public static GroundTruth readGroundTruth(Headers headers, byte @Nullable [] data) {
    context(headers, GroundTruth.TYPE);
    return readGroundTruth(data);
  }

  /** Where the attributes have been read already. */
  public static GroundTruth readGroundTruth(byte @Nullable [] data) {
    Object value = FlatJson.read(present(data)).get("value");
    if (value == null) {
      throw MalformedMessageException.missing("value");
    }
    return new GroundTruth(value instanceof Boolean ? Label.of(value) : value);
  }

  public static Rejection readRejection(ConsumerRecord<String, byte[]> record) {
    context(record.headers(), Rejection.TYPE);
    return readRejection(record.value());
  }

  /** Where the attributes have been read already. */
  public static Rejection readRejection(byte @Nullable [] data) {
    return read(data, Rejection.class);
  }

  public static Prediction readPrediction(ConsumerRecord<String, byte[]> record) {
    return readPrediction(record.headers(), record.value());
  }

  public static Prediction readPrediction(Headers headers, byte @Nullable [] data) {
    context(headers, Prediction.TYPE);
    return readPrediction(data);
  }

  /** Where the attributes have been read already. */
  public static Prediction readPrediction(byte @Nullable [] data) {
    Prediction read = PredictionJson.read(present(data));
    if (read.label() == null && read.value() == null && read.forecast() == null) {
      throw new MalformedMessageException("Prediction: found no label, value or forecast");
    }
    Ahead forecast = read.forecast();
    if (forecast != null) {
      forecast.values().forEach(value -> FlatJson.finite(value, "forecast"));
    }
    return read;
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, String key, EventContext context, Object data) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, MillraceJson.mapper().writeValueAsBytes(data));
    CloudEventHeaders.write(context, record.headers());
    return record;
  }

  private static EventContext context(Headers headers, String type) {
    EventContext context = CloudEventHeaders.read(headers);
    if (!context.type().equals(type)) {
      throw new MalformedMessageException(
          "ce_type: found %s; allowed here: %s".formatted(context.type(), type));
    }
    return context;
  }

  private static byte[] present(byte @Nullable [] data) {
    if (data == null) {
      throw new MalformedMessageException("a message without data");
    }
    return data;
  }

  private static <T> T read(byte @Nullable [] data, Class<T> type) {
    try {
      T value = MillraceJson.mapper().readValue(present(data), type);
      if (value == null) {
        throw new MalformedMessageException(type.getSimpleName() + ": found null");
      }
      Completeness.missing(value)
          .ifPresent(
              field -> {
                throw MalformedMessageException.missing(field);
              });
      return value;
    } catch (JacksonException e) {
      throw new MalformedMessageException(
          "%s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    }
  }
}
