package io.millrace.starter.messaging;

import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.web.Correlation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is kept of a record that cannot be read, small enough to be sent whatever the record is. */
final class Unreadable {

  /** Stands in where a message does not say which problem it is about. */
  static final ProblemName NO_PROBLEM = new ProblemName("millrace");

  private static final int MAX_CONTENT = 64 * 1024;
  private static final int MAX_REASON = 1000;

  private Unreadable() {}

  static Rejection rejection(
      ConsumerRecord<?, ?> record, String service, String reason, Instant now) {
    byte[] kept = kept(record.value());
    String text = text(kept);
    return new Rejection(
        kind(record.topic()),
        0,
        "",
        cut(reason),
        "a message as Millrace writes it",
        text == null ? Base64.getEncoder().encodeToString(kept) : text,
        text == null ? Rejection.BASE64 : Rejection.UTF_8,
        now,
        new Rejection.Origin(record.topic(), record.partition(), record.offset(), service));
  }

  /** Names the record, alike for whoever sets it aside. */
  static String id(ConsumerRecord<?, ?> record) {
    return "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset());
  }

  static ProblemName problem(ConsumerRecord<?, ?> record) {
    return CloudEventHeaders.problem(record.headers()).orElse(NO_PROBLEM);
  }

  static String correlationId(ConsumerRecord<?, ?> record) {
    String id = CloudEventHeaders.text(record.headers(), CloudEventHeaders.CORRELATION_ID);
    return id != null && Correlation.isValid(id) ? id : id(record);
  }

  static String cut(String reason) {
    return reason.substring(0, Math.min(reason.length(), MAX_REASON));
  }

  private static String kind(String topic) {
    return switch (topic) {
      case Topics.EVENTS -> Rejection.EVENT;
      case Topics.GROUND_TRUTH -> Rejection.GROUND_TRUTH;
      default -> Rejection.MESSAGE;
    };
  }

  private static byte[] kept(@Nullable Object value) {
    byte[] content = value instanceof byte[] bytes ? bytes : new byte[0];
    return content.length <= MAX_CONTENT ? content : Arrays.copyOf(content, whole(content));
  }

  /** Where to cut so that no character is cut in two. */
  private static int whole(byte[] content) {
    int end = MAX_CONTENT;
    while (end > MAX_CONTENT - 4 && (content[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private static @Nullable String text(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
