package io.millrace.ingestion.messaging;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Rejection;
import io.millrace.ingestion.accept.Text;
import io.millrace.ingestion.land.LandRow;
import io.millrace.ingestion.land.Source;
import io.millrace.message.LandedFile.Kind;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.web.Correlation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Records to rows; and those that are none, to rejections. */
final class LandRows {

  /** Stands in a rejection for a problem that its record does not name. */
  private static final ProblemName UNNAMED = new ProblemName("unnamed");

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int MAX_KEPT = 64 * 1024;
  private static final int OVERHEAD = 200;

  private LandRows() {}

  static Source source(TopicPartition partition) {
    Kind kind = partition.topic().equals(Topics.EVENTS) ? Kind.EVENTS : Kind.GROUND_TRUTH;
    return new Source(kind, partition.partition());
  }

  static TopicPartition partition(Source source) {
    String topic =
        switch (source.kind()) {
          case EVENTS -> Topics.EVENTS;
          case GROUND_TRUTH -> Topics.GROUND_TRUTH;
        };
    return new TopicPartition(topic, source.partition());
  }

  /**
   * @throws MalformedMessageException when it is none
   */
  static LandRow row(Kind kind, ConsumerRecord<String, byte[]> record) {
    return switch (kind) {
      case EVENTS -> event(record);
      case GROUND_TRUTH -> truth(record);
    };
  }

  private static LandRow event(ConsumerRecord<String, byte[]> record) {
    Event event = DataMessages.readEvent(record);
    checkTime(event.time());
    return new LandRow.EventRow(record.offset(), weight(record), event);
  }

  /** A file holds microseconds. */
  private static void checkTime(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new MalformedMessageException(
          "ce_time: found %s; allowed: %s to %s".formatted(time, FIRST, LAST));
    }
  }

  private static LandRow truth(ConsumerRecord<String, byte[]> record) {
    EventContext context = CloudEventHeaders.read(record.headers());
    if (!EventId.isValid(context.subject())) {
      throw new MalformedMessageException(
          "ce_subject: found %s; allowed: %s".formatted(context.subject(), EventId.allowed()));
    }
    checkTime(context.time());
    return new LandRow.TruthRow(
        record.offset(),
        weight(record),
        context.problem(),
        new EventId(context.subject()),
        DataMessages.readGroundTruth(record),
        context.time(),
        context.correlationId());
  }

  static ProducerRecord<String, byte[]> rejection(
      ConsumerRecord<String, byte[]> record, RuntimeException reason, Instant now) {
    byte @Nullable [] value = record.value();
    String content =
        value == null
            ? ""
            : new String(value, 0, Math.min(value.length, MAX_KEPT), StandardCharsets.UTF_8);
    String found =
        "%s/%d at %d: %s"
            .formatted(record.topic(), record.partition(), record.offset(), reason.getMessage());
    ProblemName problem = CloudEventHeaders.problem(record.headers()).orElse(UNNAMED);
    @Nullable String key = record.key();
    return DataMessages.rejection(
        problem,
        key == null || key.isBlank() ? problem.value() : key,
        new Rejection(0, "", Text.shown(found), "a message as Millrace writes it", content, now),
        KafkaEventLog.SOURCE,
        Correlation.create());
  }

  private static int weight(ConsumerRecord<String, byte[]> record) {
    return OVERHEAD + 4 * Math.max(0, record.serializedValueSize());
  }
}
