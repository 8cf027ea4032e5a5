package io.millrace.ingestion.messaging;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.ingestion.land.LandRow;
import io.millrace.message.LandedFile.Kind;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records to rows. */
final class LandRows {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int MAX_FIELDS = 2000;
  private static final int MAX_NAME = 200;
  private static final int OVERHEAD = 200;

  private LandRows() {}

  static Kind kind(String topic) {
    return topic.equals(Topics.EVENTS) ? Kind.EVENTS : Kind.GROUND_TRUTH;
  }

  /**
   * @throws RuntimeException when it is none
   */
  static LandRow row(ConsumerRecord<String, byte[]> record) {
    return switch (kind(record.topic())) {
      case EVENTS -> event(record);
      case GROUND_TRUTH -> truth(record);
    };
  }

  private static LandRow event(ConsumerRecord<String, byte[]> record) {
    Event event = DataMessages.readEvent(record);
    checkTime(event.time());
    checkNames(event.values().keySet());
    return new LandRow.EventRow(record.offset(), weight(record), event);
  }

  /** A file holds microseconds. */
  private static void checkTime(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new MalformedMessageException(
          "ce_time: found %s; allowed: %s to %s".formatted(time, FIRST, LAST));
    }
  }

  /** Each becomes a column. */
  private static void checkNames(Set<String> names) {
    if (names.size() > MAX_FIELDS) {
      throw new MalformedMessageException(
          "found %d fields; allowed: up to %d".formatted(names.size(), MAX_FIELDS));
    }
    for (String name : names) {
      if (!isColumn(name)) {
        throw new MalformedMessageException(
            "found a field '%s'; allowed: names of 1 to %d printable characters"
                .formatted(name.substring(0, Math.min(name.length(), MAX_NAME)), MAX_NAME));
      }
    }
  }

  private static boolean isColumn(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME
        && name.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
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

  private static int weight(ConsumerRecord<String, byte[]> record) {
    return OVERHEAD + 4 * Math.max(0, record.serializedValueSize());
  }
}
