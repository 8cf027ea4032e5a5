package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of a series, from which its next ones are forecast.
 *
 * @param stepMillis from one value to the next
 * @param lastTime of the last value
 * @param values the oldest first; null where one is missing
 * @param next what was forecast for the step after the last value; null where nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Series(
    long stepMillis, Instant lastTime, List<@Nullable Double> values, @Nullable Double next) {

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.series.v1";

  /** In full: javac forgets that values may be null in a compact one. */
  public Series(
      long stepMillis, Instant lastTime, List<@Nullable Double> values, @Nullable Double next) {
    this.stepMillis = stepMillis;
    this.lastTime = lastTime;
    this.values = Collections.unmodifiableList(new ArrayList<>(values));
    this.next = next;
  }

  /** A step's length as people say it: 7 s, 15 min, 1 h, 1 d; in the largest unit that fits. */
  public static String stepInWords(long millis) {
    if (millis % 1000 != 0) {
      return millis + " ms";
    }
    Duration time = Duration.ofMillis(millis);
    long seconds = time.toSeconds();
    return seconds % 86_400 == 0
        ? time.toDays() + " d"
        : seconds % 3600 == 0
            ? time.toHours() + " h"
            : seconds % 60 == 0 ? time.toMinutes() + " min" : seconds + " s";
  }
}
