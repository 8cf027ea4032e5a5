package io.millrace.starter.messaging;

/** The broker does not have what exactly-once is made of. */
final class GuaranteeRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GuaranteeRefusedException(String what, Throwable cause) {
    super(
        "millrace.kafka.guarantee: found exactly-once, but the broker refuses %s: %s"
            .formatted(what, cause.getMessage()),
        cause);
  }
}
