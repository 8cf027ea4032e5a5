package io.millrace.inference.protocol;

import io.millrace.inference.score.Shown;

/** A request that is answered with an error; its detail is for the caller. */
public final class RefusedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What a request is quoted with may be of any length, and gRPC's trailers take 8 KB. */
  private static final int LONGEST = 1000;

  private final Reason reason;
  private final String detail;

  /** What kind of error it is, for the carrier to say in its own way. */
  public enum Reason {
    /** The request is not what the protocol or the model takes. */
    MALFORMED,
    /** There is no such model, or no such version of it. */
    UNKNOWN,
    /** Nothing serves the problem yet. */
    NO_MODEL,
    /** It holds more rows than are answered at a time. */
    TOO_LARGE,
    /** It may be asked again in a while. */
    NOT_READY,
    /** As many wait to be predicted as there is room for. */
    OVERLOADED
  }

  public RefusedRequestException(Reason reason, String message) {
    super(Shown.of(message, LONGEST));
    this.reason = reason;
    this.detail = Shown.of(message, LONGEST);
  }

  public static RefusedRequestException malformed(String message, Object... values) {
    return new RefusedRequestException(Reason.MALFORMED, message.formatted(values));
  }

  public Reason reason() {
    return reason;
  }

  /** The message, for the caller. */
  public String detail() {
    return detail;
  }
}
