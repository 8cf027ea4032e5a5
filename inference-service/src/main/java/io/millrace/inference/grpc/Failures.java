package io.millrace.inference.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.traffic.Failure;

/** How a call that is not answered ends. */
final class Failures {

  /** In milliseconds; clients that retry by themselves wait as long. */
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private Failures() {}

  static StatusRuntimeException of(RefusedRequestException refused) {
    return switch (refused.reason()) {
      case MALFORMED, TOO_LARGE -> failure(Status.INVALID_ARGUMENT, refused.detail());
      case UNKNOWN -> failure(Status.NOT_FOUND, refused.detail());
      case NO_MODEL -> failure(Status.FAILED_PRECONDITION, refused.detail());
      case NOT_READY -> later(Status.UNAVAILABLE.withDescription(refused.detail()), "5000");
      case OVERLOADED -> busy();
    };
  }

  /** How a call is counted that ended so. */
  static Failure counted(Throwable thrown) {
    if (!(thrown instanceof RefusedRequestException refused)) {
      return Failure.inside(thrown);
    }
    return switch (refused.reason()) {
      case MALFORMED -> Failure.INVALID_REQUEST;
      case TOO_LARGE -> Failure.TOO_LARGE;
      case UNKNOWN -> Failure.UNKNOWN_VERSION;
      case NO_MODEL -> Failure.NO_MODEL;
      case NOT_READY -> Failure.NOT_READY;
      case OVERLOADED -> Failure.OVERLOADED;
    };
  }

  static StatusRuntimeException busy() {
    return later(
        Status.RESOURCE_EXHAUSTED.withDescription(
            "As much is being predicted as this replica has room for. Ask again in a second."),
        "1000");
  }

  /** The caller learns nothing of the inside but the id under which the log has it. */
  static StatusRuntimeException inside() {
    return failure(
        Status.INTERNAL,
        "The call failed inside. The log has the reason under the correlation id.");
  }

  private static StatusRuntimeException failure(Status status, String description) {
    return status.withDescription(description).asRuntimeException();
  }

  private static StatusRuntimeException later(Status status, String millis) {
    Metadata trailers = new Metadata();
    trailers.put(PUSHBACK, millis);
    return status.asRuntimeException(trailers);
  }
}
