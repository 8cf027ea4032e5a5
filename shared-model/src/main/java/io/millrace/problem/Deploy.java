package io.millrace.problem;

/**
 * Step 5: how a model comes into use.
 *
 * @param rollout of one that was made or brought here
 * @param gate of one that came from another environment
 */
public record Deploy(Rollout rollout, Gate gate) {

  /** How a version comes into use that came from another environment, where one answers already. */
  public Rollout promoted() {
    return switch (gate) {
      case PERSON -> Rollout.MANUAL;
      case SHADOW ->
          rollout.compares()
              ? new Rollout(
                  Rollout.Mode.SHADOW,
                  rollout.mode() == Rollout.Mode.SHADOW ? rollout.share() : Rollout.SHADOW_SHARE,
                  rollout.promoteAfter(),
                  rollout.tolerance())
              : Rollout.shadow(Rollout.SHADOW_SHARE);
    };
  }
}
