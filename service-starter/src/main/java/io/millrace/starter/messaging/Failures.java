package io.millrace.starter.messaging;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.millrace.starter.blob.BlobStoreUnavailableException;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/** Why a message was not handled. */
final class Failures {

  private Failures() {}

  /**
   * Whether something that the message needs was away: then the message is not at fault, and is
   * tried until it is handled.
   */
  static boolean isOutage(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof BlobStoreUnavailableException
                    || cause instanceof CallNotPermittedException
                    || cause instanceof RetriableException);
  }

  /** Whether it is the message's own fault that the broker does not take it. */
  static boolean isUnfit(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof RecordTooLargeException
                    || cause instanceof InvalidRecordException
                    || cause instanceof SerializationException);
  }

  /** Without the many layers through which it came. */
  static Throwable reason(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof MalformedMessageException || cause.getCause() == null)
        .findFirst()
        .orElse(failure);
  }

  static String said(Throwable reason) {
    String message = reason.getMessage();
    return message == null ? reason.getClass().getSimpleName() : Unreadable.cut(message);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(50);
  }
}
