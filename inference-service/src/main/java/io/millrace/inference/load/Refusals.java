package io.millrace.inference.load;

/** Told of models that were registered and may not serve. */
@FunctionalInterface
public interface Refusals {

  /**
   * @param reason a plain sentence part
   */
  void refused(RegisteredModel registered, String reason);
}
