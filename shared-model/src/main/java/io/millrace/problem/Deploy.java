package io.millrace.problem;

/** Step 5: how a registered model comes into use. */
public record Deploy(Rollout rollout) {

  public enum Rollout {
    /** Every replica swaps to a registered model as soon as it has checked it. */
    IMMEDIATE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
