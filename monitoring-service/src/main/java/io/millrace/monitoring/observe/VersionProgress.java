package io.millrace.monitoring.observe;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the watch over one model version stands.
 *
 * @param classes that it tells apart; empty for a number
 * @param filled predictions in the open window
 * @param windows how many were closed
 * @param held how many of those, the latest, have no verdict yet, since their baseline could not be
 *     fetched
 * @param labelled how many of its predictions have a known truth
 * @param unwatched whether it was said that its baseline is not to be had
 * @param sketched how many of the open window's predictions its sketch has; null where an earlier
 *     Millrace wrote it: none
 */
public record VersionProgress(
    List<String> classes,
    int filled,
    long windows,
    int held,
    long labelled,
    boolean unwatched,
    @Nullable Integer sketched) {

  public VersionProgress {
    classes = List.copyOf(classes);
  }

  static VersionProgress start(List<String> classes) {
    return new VersionProgress(classes, 0, 0, 0, 0, false, 0);
  }

  /** Of a version that {@link Progress} knows. */
  static VersionProgress of(Progress progress, int version) {
    return Objects.requireNonNull(progress.versions().get(version));
  }

  VersionProgress fill() {
    return new VersionProgress(classes, filled + 1, windows, held, labelled, unwatched, sketched);
  }

  /** How many of the open window's predictions its sketch does not have. */
  int loose() {
    return filled - (sketched == null ? 0 : sketched);
  }

  VersionProgress sketch() {
    return new VersionProgress(classes, filled, windows, held, labelled, unwatched, filled);
  }

  VersionProgress closeWindow() {
    return new VersionProgress(classes, 0, windows + 1, held, labelled, unwatched, 0);
  }

  VersionProgress held(int number) {
    return new VersionProgress(classes, filled, windows, number, labelled, unwatched, sketched);
  }

  /** The number of the oldest window without a verdict, where there is one. */
  long firstHeld() {
    return windows - held + 1;
  }

  VersionProgress label() {
    return new VersionProgress(classes, filled, windows, held, labelled + 1, unwatched, sketched);
  }

  VersionProgress unwatched(boolean said) {
    return new VersionProgress(classes, filled, windows, held, labelled, said, sketched);
  }
}
