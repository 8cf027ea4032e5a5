package io.millrace.inference.traffic;

import io.millrace.message.TrafficObserved.Side;

/**
 * How a request failed.
 *
 * @param kind a stable word, or an exception's simple name
 */
public record Failure(String kind, Side side) {

  public static final Failure INVALID_REQUEST = new Failure("invalid-request", Side.CLIENT);
  public static final Failure UNKNOWN_VERSION = new Failure("unknown-version", Side.CLIENT);
  public static final Failure NO_MODEL = new Failure("no-model", Side.CLIENT);
  public static final Failure TOO_LARGE = new Failure("too-large", Side.CLIENT);

  /** The body did not come in time. */
  public static final Failure SLOW_BODY = new Failure("slow-body", Side.CLIENT);

  /** A row of it was refused, and others were answered. */
  public static final Failure INVALID_ROW = new Failure("invalid-row", Side.CLIENT);

  /** An event of the stream that no prediction came of. */
  public static final Failure SET_ASIDE = new Failure("set-aside", Side.CLIENT);

  public static final Failure NOT_READY = new Failure("not-ready", Side.SERVER);
  public static final Failure OVERLOADED = new Failure("overloaded", Side.SERVER);

  /** What nobody foresaw. */
  public static Failure inside(Throwable thrown) {
    return new Failure(thrown.getClass().getSimpleName(), Side.SERVER);
  }
}
