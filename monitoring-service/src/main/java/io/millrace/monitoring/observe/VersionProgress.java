package io.millrace.monitoring.observe;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the watch over one model version stands.
 *
 * @param classes that it tells apart; empty for a number
 * @param filled predictions in the open window, or in all open ones
 * @param windows how many were closed
 * @param held how many of those, the latest, have no verdict yet, since their baseline could not be
 *     fetched
 * @param labelled how many of its predictions have a known truth
 * @param unwatched whether it was said that its baseline is not to be had
 * @param sketched how many of {@code filled} the sketches have; null where an earlier Millrace
 *     wrote it: none
 * @param intake null where an earlier Millrace wrote it
 */
public record VersionProgress(
    List<String> classes,
    int filled,
    long windows,
    int held,
    long labelled,
    boolean unwatched,
    @Nullable Integer sketched,
    @Nullable Intake intake) {

  public VersionProgress {
    classes = List.copyOf(classes);
  }

  static VersionProgress start(List<String> classes) {
    return new VersionProgress(classes, 0, 0, 0, 0, false, 0, Intake.after(0));
  }

  /** Of a version that {@link Progress} knows. */
  static VersionProgress of(Progress progress, int version) {
    return Objects.requireNonNull(progress.versions().get(version));
  }

  /**
   * @param window how many predictions one held, where that alone is known
   */
  Intake intake(int window) {
    return intake == null ? Intake.after(windows * window + filled) : intake;
  }

  VersionProgress with(Intake next) {
    return new VersionProgress(classes, filled, windows, held, labelled, unwatched, sketched, next);
  }

  VersionProgress fill() {
    return filled(filled + 1, sketched);
  }

  /** How many of the open windows' predictions no sketch has. */
  public int loose() {
    return filled - (sketched == null ? 0 : sketched);
  }

  VersionProgress sketch() {
    return filled(filled, filled);
  }

  /** Begins again with nothing in an open window. */
  VersionProgress empty() {
    return filled(0, 0);
  }

  /** Closes the only open window. */
  VersionProgress closeWindow() {
    return closeWindow(filled);
  }

  /**
   * Closes one of several, whose predictions all are in sketches.
   *
   * @param predictions in it
   */
  VersionProgress closeWindow(int predictions) {
    int left = filled - predictions;
    return new VersionProgress(
        classes,
        left,
        windows + 1,
        held,
        labelled,
        unwatched,
        left,
        intake == null ? null : intake.closed());
  }

  private VersionProgress filled(int number, @Nullable Integer inSketches) {
    return new VersionProgress(
        classes, number, windows, held, labelled, unwatched, inSketches, intake);
  }

  VersionProgress held(int number) {
    return new VersionProgress(
        classes, filled, windows, number, labelled, unwatched, sketched, intake);
  }

  /** The number of the oldest window without a verdict, where there is one. */
  long firstHeld() {
    return windows - held + 1;
  }

  VersionProgress label() {
    return new VersionProgress(
        classes, filled, windows, held, labelled + 1, unwatched, sketched, intake);
  }

  VersionProgress unwatched(boolean said) {
    return new VersionProgress(classes, filled, windows, held, labelled, said, sketched, intake);
  }
}
