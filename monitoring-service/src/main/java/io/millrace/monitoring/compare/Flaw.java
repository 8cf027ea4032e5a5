package io.millrace.monitoring.compare;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of a feature that something upstream has spoiled, rather than that the world has moved, or
 * events that do not come as they should.
 *
 * @param feature null where it is about events
 * @param share of the window's predictions
 * @param usual share, of the baseline's rows
 */
public record Flaw(@Nullable String feature, Kind kind, double share, double usual) {

  /** What may be wrong with values. */
  public enum Kind {
    MISSING,
    /** By more than a tenth of the range of the baseline's values beyond it. */
    OUT_OF_RANGE,
    /** A word that the baseline does not have. */
    UNSEEN,
    /** Sent once more under the same id. */
    DUPLICATE,
    /** Older than what had its time to come. */
    LATE,
    /** Of a time that had not come yet. */
    AHEAD,
    /** Of another type, or otherwise not what the problem says; never predicted. */
    REFUSED
  }

  /** Whether it is about the same values. */
  public boolean isLike(Flaw other) {
    return Objects.equals(feature, other.feature) && kind == other.kind;
  }
}
