package io.millrace.monitoring.notify;

/** What became of a notice that was sent. */
sealed interface Delivery {

  record Taken() implements Delivery {}

  /** The receiver will never take it. */
  record Refused(String reason) implements Delivery {}

  /** It may take it later. */
  record Failed(String reason) implements Delivery {}
}
