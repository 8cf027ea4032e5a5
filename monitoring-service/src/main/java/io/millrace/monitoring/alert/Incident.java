package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.problem.Monitor;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a version, from when it was found until it is over. Each look at
 * what is watched moves it on; a look at which people are told is one that leaves {@code silent} at
 * 0.
 *
 * @param id the same for all that is said of it
 * @param severity the highest it has had
 * @param since when it was found first
 * @param quiet how many looks, the latest, found nothing
 * @param silent how many looks ago it was spoken of
 */
public record Incident(
    String id,
    Kind kind,
    int version,
    Alert.State state,
    Alert.Severity severity,
    Instant since,
    int quiet,
    int silent) {

  /** As an {@link Occasion} names it. */
  private static final Pattern WINDOW = Pattern.compile("^[^/]+/\\d+/window-(\\d{1,18})/");

  /** What is wrong. Kept by name. */
  public enum Kind {
    DATA("drift", "the drift of the features", Monitor.Cause.DRIFT),
    PREDICTION("drift", "the drift of the answers", Monitor.Cause.DRIFT),
    PERFORMANCE("performance", "the bad performance", Monitor.Cause.PERFORMANCE),
    /** Told of before labels come, and never against what they say. */
    ESTIMATE("estimated-performance", "the bad estimate of the performance", null),
    CONCEPT("concept-drift", "the concept drift", Monitor.Cause.CONCEPT),
    ATTRIBUTION("attribution-drift", "the attribution drift", null),
    TRAFFIC("traffic", "the trouble with requests", null);

    private final String word;
    private final String noun;
    private final Monitor.@Nullable Cause cause;

    /**
     * @param word the kind of its alerts
     * @param cause of a training that follows; null where none ever does
     */
    Kind(String word, String noun, Monitor.@Nullable Cause cause) {
      this.word = word;
      this.noun = noun;
      this.cause = cause;
    }

    public static Kind of(DriftDetected.Kind found) {
      return switch (found) {
        case DATA -> DATA;
        case PREDICTION -> PREDICTION;
        case PERFORMANCE -> PERFORMANCE;
        case CONCEPT -> CONCEPT;
        case ATTRIBUTION -> ATTRIBUTION;
      };
    }

    String word() {
      return word;
    }

    public String noun() {
      return noun;
    }

    Optional<Monitor.Cause> cause() {
      return Optional.ofNullable(cause);
    }
  }

  static Incident opened(
      String id, Kind kind, int version, Alert.Severity severity, Instant since) {
    return new Incident(id, kind, version, Alert.State.OPENED, severity, since, 0, 0);
  }

  /** Found once more. */
  Incident found(Alert.Severity now, Pace pace) {
    Alert.Severity highest = now.compareTo(severity) > 0 ? now : severity;
    if (!isOpen()) {
      return next(Alert.State.OPENED, highest, 0, 0);
    }
    boolean isWorse = highest != severity;
    return isWorse || silent + 1 >= pace.update()
        ? next(Alert.State.UPDATED, highest, 0, 0)
        : next(state, severity, 0, silent + 1);
  }

  /** Looked for, and not found. */
  Incident missed(Pace pace) {
    return isOpen() && quiet + 1 >= pace.quiet()
        ? closed()
        : next(state, severity, quiet + 1, silent + 1);
  }

  Incident closed() {
    return next(Alert.State.CLOSED, severity, 0, 0);
  }

  /** The number of the window in which it was found first; empty where it is of none. */
  public OptionalLong beganInWindow() {
    Matcher matcher = WINDOW.matcher(id);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  public boolean isOpen() {
    return state != Alert.State.CLOSED;
  }

  /** Whether what is found now is another incident. */
  boolean isPast(Pace pace) {
    return !isOpen() && silent >= pace.cooldown();
  }

  /** Whether the latest look is one that people are told of. */
  boolean isNews() {
    return silent == 0;
  }

  private Incident next(Alert.State state, Alert.Severity severity, int quiet, int silent) {
    return new Incident(id, kind, version, state, severity, since, quiet, silent);
  }
}
