package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What an instance of inference was asked in a short time, and how it answered. Said only where it
 * was asked something.
 *
 * @param instance which
 * @param shares by version and channel, each at most once
 */
public record TrafficObserved(
    ProblemName problem, String instance, Instant from, Instant to, List<Share> shares)
    implements ControlMessage {

  public TrafficObserved {
    shares = List.copyOf(shares);
  }

  /**
   * What one version answered on one channel.
   *
   * @param version 0 where none answered
   * @param channel {@code http}, {@code grpc} or {@code stream}
   * @param requests of the stream, events and batches that were taken back
   * @param rows that were answered
   * @param failures by kind; a request has at most one
   * @param times of the requests that were answered; empty for the stream
   */
  public record Share(
      int version,
      String channel,
      long requests,
      long rows,
      List<Failure> failures,
      ResponseTimes times) {

    public Share {
      failures = List.copyOf(failures);
    }
  }

  /**
   * Requests that failed in the same way.
   *
   * @param kind {@code invalid-request}, {@code overloaded} and the like; of what nobody foresaw,
   *     the exception's simple name
   */
  public record Failure(String kind, Side side, long count) {}

  /** Whose failure it is. */
  public enum Side {
    /** The request could not be answered as it was. */
    CLIENT,
    /** The same request may be answered another time. */
    SERVER;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
