package io.millrace.starter.messaging;

import io.millrace.problem.ProblemName;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageHeaders;

/**
 * The one header convention on the wire: CloudEvents 1.0 in Kafka's binary mode, {@code ce_id}
 * beside {@code content-type}, all of them UTF-8 text.
 */
public final class CloudEventHeaders {

  /** What every attribute's header starts with. */
  public static final String PREFIX = "ce_";

  /** The media type of all data. */
  public static final String JSON = "application/json";

  static final String CONTENT_TYPE = "content-type";
  static final String TYPE = PREFIX + "type";
  static final String PROBLEM = PREFIX + "problem";
  static final String CORRELATION_ID = PREFIX + "correlationid";

  private static final String SPEC_VERSION = PREFIX + "specversion";
  private static final String ID = PREFIX + "id";
  private static final String SOURCE = PREFIX + "source";
  private static final String SUBJECT = PREFIX + "subject";
  private static final String TIME = PREFIX + "time";

  private CloudEventHeaders() {}

  /** Puts the attributes on a record, replacing what stands there. */
  public static void write(EventContext context, Headers headers) {
    toMap(context).forEach((name, value) -> put(headers, name, value));
    put(headers, CONTENT_TYPE, JSON);
  }

  /**
   * @throws MalformedMessageException naming the attribute that is missing or cannot be read
   */
  public static EventContext read(Headers headers) {
    return read(name -> text(headers, name));
  }

  /** The problem that a record is about; empty where it does not say. For skipping quickly. */
  public static Optional<ProblemName> problem(Headers headers) {
    return Optional.ofNullable(text(headers, PROBLEM))
        .filter(ProblemName::isValid)
        .map(ProblemName::new);
  }

  /**
   * As {@link #read(Headers)}, from a message that the binder made of a record.
   *
   * @throws MalformedMessageException naming the attribute that is missing or cannot be read
   */
  public static EventContext readMessage(MessageHeaders headers) {
    return read(name -> text(headers, name));
  }

  /** The attributes by header, without the content type. */
  static Map<String, String> toMap(EventContext context) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SPEC_VERSION, "1.0");
    headers.put(ID, context.id());
    headers.put(TYPE, context.type());
    headers.put(SOURCE, context.source());
    headers.put(SUBJECT, context.subject());
    headers.put(TIME, context.time().toString());
    headers.put(CORRELATION_ID, context.correlationId());
    headers.put(PROBLEM, context.problem().value());
    return headers;
  }

  static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Spring Cloud Function renames {@code ce_id} to {@code ce-id} on its way; both are the same. */
  static @Nullable String text(MessageHeaders headers, String name) {
    Object value = headers.get(name);
    if (value == null) {
      value = headers.get("ce-" + name.substring(PREFIX.length()));
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value == null ? null : value.toString();
  }

  private static EventContext read(Function<String, @Nullable String> headers) {
    String version = required(headers, SPEC_VERSION);
    if (!version.startsWith("1.")) {
      throw new MalformedMessageException(
          "%s: found %s; allowed: 1.0".formatted(SPEC_VERSION, version));
    }
    String id = required(headers, ID);
    String correlationId = headers.apply(CORRELATION_ID);
    return new EventContext(
        id,
        required(headers, TYPE),
        required(headers, SOURCE),
        required(headers, SUBJECT),
        time(required(headers, TIME)),
        problem(required(headers, PROBLEM)),
        correlationId == null || correlationId.isBlank() ? id : correlationId);
  }

  private static String required(Function<String, @Nullable String> headers, String name) {
    String value = headers.apply(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedMessageException(name + ": found nothing; this attribute is needed");
    }
    return value;
  }

  private static Instant time(String value) {
    try {
      return Rfc3339.parse(value);
    } catch (DateTimeException e) {
      throw new MalformedMessageException(
          "%s: found %s; allowed: an RFC 3339 time".formatted(TIME, value), e);
    }
  }

  private static ProblemName problem(String value) {
    if (!ProblemName.isValid(value)) {
      throw new MalformedMessageException(
          "%s: found %s; allowed: %s".formatted(PROBLEM, value, ProblemName.allowed()));
    }
    return new ProblemName(value);
  }
}
