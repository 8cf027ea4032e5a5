package io.millrace.ingestion.messaging;

import io.millrace.event.Rejection;
import io.millrace.ingestion.accept.Text;
import io.millrace.ingestion.rejected.Entry;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of the topic of rejections; what is none of ours there is listed too. */
final class RejectionEntries {

  /** Stands in where a record does not say which problem it is about. */
  private static final ProblemName NO_PROBLEM = new ProblemName("millrace");

  private static final int MAX_KEPT = 64 * 1024;

  private RejectionEntries() {}

  static boolean isAbout(ProblemName problem, ConsumerRecord<String, byte[]> record) {
    Optional<ProblemName> its = CloudEventHeaders.problem(record.headers());
    return its.orElse(NO_PROBLEM).equals(problem);
  }

  static Entry read(ConsumerRecord<String, byte[]> record) {
    var place = new Entry.Place(record.partition(), record.offset(), record.timestamp());
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      return context.type().equals(LogRecords.REPLAYED)
          ? new Entry.Replay(place, context.subject())
          : new Entry.Refusal(place, writable(DataMessages.readRejection(record)));
    } catch (MalformedMessageException e) {
      return new Entry.Refusal(place, unreadable(record, String.valueOf(e.getMessage())));
    }
  }

  /** Somebody else's text may hold what cannot be written again. */
  private static Rejection writable(Rejection read) {
    return new Rejection(
        read.kind(),
        read.position(),
        Text.whole(read.field()),
        Text.whole(read.found()),
        Text.whole(read.expected()),
        Text.whole(read.content()),
        read.encoding(),
        read.rejectedAt(),
        read.origin());
  }

  private static Rejection unreadable(ConsumerRecord<String, byte[]> record, String reason) {
    byte @Nullable [] value = record.value();
    String content =
        value == null
            ? ""
            : new String(value, 0, Math.min(value.length, MAX_KEPT), StandardCharsets.UTF_8);
    return new Rejection(
        Rejection.MESSAGE,
        0,
        "",
        Text.shown(reason),
        "a rejection as Millrace writes it",
        content,
        Rejection.UTF_8,
        Instant.ofEpochMilli(record.timestamp()),
        null);
  }
}
