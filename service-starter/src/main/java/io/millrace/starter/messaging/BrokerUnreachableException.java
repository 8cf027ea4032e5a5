package io.millrace.starter.messaging;

/** There is nothing to start without a broker. */
final class BrokerUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String address;

  BrokerUnreachableException(String address, Throwable cause) {
    super("The Kafka broker at %s did not answer: %s".formatted(address, reason(cause)), cause);
    this.address = address;
  }

  String address() {
    return address;
  }

  private static String reason(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
