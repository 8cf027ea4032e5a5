package io.millrace.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a registered model comes into use, once another one serves. The first model of a problem
 * serves at once, unless the way is {@link Mode#MANUAL}.
 *
 * @param share of the entities, in (0, 1]: those that a canary answers, or that a shadow is asked
 *     about; 0 for the other ways
 * @param promoteAfter how many events both versions have to have answered before the challenger may
 *     take over; 0 for the other ways
 * @param tolerance how much worse the challenger may be by the problem's metric, as a share of the
 *     champion's, and still take over; 0 for the other ways
 */
public record Rollout(Mode mode, double share, int promoteAfter, double tolerance) {

  /** Every replica swaps to it as soon as it has checked it. */
  public static final Rollout IMMEDIATE = new Rollout(Mode.IMMEDIATE, 0, 0, 0);

  /** It waits for an operator. */
  public static final Rollout MANUAL = new Rollout(Mode.MANUAL, 0, 0, 0);

  /** The share of a canary that states none. */
  public static final double CANARY_SHARE = 0.1;

  /** The share of a shadow that states none. */
  public static final double SHADOW_SHARE = 1;

  public static final int PROMOTE_AFTER = 500;

  public static final double TOLERANCE = 0.01;

  public Rollout {
    boolean sound = compares(mode) ? share > 0 && share <= 1 && promoteAfter >= 1 : share == 0;
    if (!sound) {
      throw new IllegalArgumentException(
          "rollout: found %s of %s after %d".formatted(mode.word(), share, promoteAfter));
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance: found %s".formatted(tolerance));
    }
  }

  /** A canary of a share, with what else a practitioner would have chosen. */
  public static Rollout canary(double share) {
    return new Rollout(Mode.CANARY, share, PROMOTE_AFTER, TOLERANCE);
  }

  /** A shadow of a share, with what else a practitioner would have chosen. */
  public static Rollout shadow(double share) {
    return new Rollout(Mode.SHADOW, share, PROMOTE_AFTER, TOLERANCE);
  }

  public enum Mode {
    /** It takes all traffic as soon as it is registered. */
    IMMEDIATE,
    /** It answers a share of the entities, which the champion is asked about as well. */
    CANARY,
    /** It is asked beside the champion; what it says is recorded and never answered. */
    SHADOW,
    /** It is asked nothing until an operator says so. */
    MANUAL;

    /** The word in a problem file and in messages. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the champion and the challenger are compared before one takes over. */
  public boolean compares() {
    return compares(mode);
  }

  private static boolean compares(Mode mode) {
    return mode == Mode.CANARY || mode == Mode.SHADOW;
  }
}
