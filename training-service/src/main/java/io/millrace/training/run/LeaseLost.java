package io.millrace.training.run;

/**
 * Another instance has taken the run up, or it was cancelled: what is done here counts for nothing.
 */
final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost(String run) {
    super("run %s was taken up by another instance, or cancelled".formatted(run));
  }
}
