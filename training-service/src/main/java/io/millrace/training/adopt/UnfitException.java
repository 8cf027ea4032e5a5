package io.millrace.training.adopt;

/** What was sent is not what can be served; the message is a plain sentence. */
final class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
