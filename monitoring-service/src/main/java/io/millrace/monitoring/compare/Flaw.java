package io.millrace.monitoring.compare;

/**
 * Values of a feature that something upstream has spoiled, rather than that the world has moved.
 *
 * @param share of the window's predictions
 * @param usual share, of the baseline's rows
 */
public record Flaw(String feature, Kind kind, double share, double usual) {

  /** What may be wrong with values. */
  public enum Kind {
    MISSING,
    /** By more than a tenth of the range of the baseline's values beyond it. */
    OUT_OF_RANGE,
    /** A word that the baseline does not have. */
    UNSEEN
  }

  /** Whether it is about the same values. */
  public boolean isLike(Flaw other) {
    return feature.equals(other.feature) && kind == other.kind;
  }
}
