package io.millrace.starter.messaging;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Tells by a failure that the broker does not have what exactly-once needs. */
public final class RefusedGuarantees {

  static final String REMEDY =
      "Set millrace.kafka.guarantee=at-least-once for a broker without idempotent producers and"
          + " transactions, as Event Hubs' Standard tier (the profile azure does; docs/operations.md"
          + " says what is weaker then), or allow this user IdempotentWrite on the cluster, and Write"
          + " and Describe on its transactional ids.";

  private RefusedGuarantees() {}

  /** Why something was not sent, in words for people; empty where it is another failure. */
  public static Optional<String> explain(Throwable failure) {
    return cause(failure)
        .filter(cause -> !(cause instanceof UnsupportedVersionException))
        .map(
            cause -> new GuaranteeRefusedException(what(cause), cause).getMessage() + " " + REMEDY);
  }

  static Optional<Throwable> cause(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(50)
        .filter(RefusedGuarantees::isRefusal)
        .findFirst();
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof TransactionalIdAuthorizationException
        || cause instanceof ClusterAuthorizationException
        || cause instanceof UnsupportedVersionException;
  }

  static String what(Throwable cause) {
    return cause instanceof ClusterAuthorizationException ? "idempotent producers" : "transactions";
  }
}
