package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was refused, and why. On the wire {@code ce_problem} names the problem.
 *
 * @param kind what it was meant to be: {@link #EVENT}, {@link #GROUND_TRUTH} or {@link #MESSAGE}
 * @param position in the request, from 0
 * @param field the offending one; empty where the whole cannot be read
 * @param content what was refused as it came, cut at 64 KiB
 * @param encoding of the content: {@link #UTF_8}, or {@link #BASE64} where it is no text
 * @param origin where it lies, if a topic had it; several services may say so of one message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rejection(
    String kind,
    int position,
    String field,
    String found,
    String expected,
    String content,
    String encoding,
    Instant rejectedAt,
    @Nullable Origin origin) {

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.rejection.v1";

  public static final String EVENT = "event";
  public static final String GROUND_TRUTH = "ground-truth";
  public static final String MESSAGE = "message";

  public static final String UTF_8 = "utf-8";
  public static final String BASE64 = "base64";

  /** An earlier Millrace wrote neither kind nor encoding. */
  public Rejection {
    kind = Objects.requireNonNullElse(kind, EVENT);
    encoding = Objects.requireNonNullElse(encoding, UTF_8);
  }

  /** An event that a request brought. */
  public Rejection(
      int position,
      String field,
      String found,
      String expected,
      String content,
      Instant rejectedAt) {
    this(EVENT, position, field, found, expected, content, UTF_8, rejectedAt, null);
  }

  /**
   * A message of a topic.
   *
   * @param service that could not read it
   */
  public record Origin(String topic, int partition, long offset, String service) {}
}
