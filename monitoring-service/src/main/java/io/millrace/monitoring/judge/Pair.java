package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * What the champion and a challenger said about one event.
 *
 * @param trial that it counts in
 * @param place its number among the trial's labelled pairs; {@link #UNLABELLED} before
 * @param truth that it was counted with; null before
 */
public record Pair(
    Opinion champion, Opinion challenger, long trial, long place, @Nullable String truth) {

  static final long UNLABELLED = -1;

  static Pair of(Opinion champion, Opinion challenger, long trial) {
    return new Pair(champion, challenger, trial, UNLABELLED, null);
  }

  Pair counted(long newPlace, String with) {
    return new Pair(champion, challenger, trial, newPlace, with);
  }
}
