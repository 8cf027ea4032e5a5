package io.millrace.inference.load;

/** Told of models that were registered and may not serve. */
@FunctionalInterface
public interface Refusals {

  /**
   * @param reason a plain sentence part
   * @throws RuntimeException where it cannot be passed on; it is told again then
   */
  void refused(RegisteredModel registered, String reason);
}
