package io.millrace.monitoring.observe;

import java.util.List;

/**
 * Where the watch over one model version stands.
 *
 * @param classes that it tells apart; empty for a number
 * @param filled predictions in the open window
 * @param windows how many were closed
 * @param announced {@code windows} when drift was last announced; 0 if never
 * @param labelled how many of its predictions have a known truth
 * @param alarmed {@code labelled} when its performance was last said to be bad; 0 if never
 * @param unwatched whether it was said that its baseline is not to be had
 */
public record VersionProgress(
    List<String> classes,
    int filled,
    long windows,
    long announced,
    long labelled,
    long alarmed,
    boolean unwatched) {

  public VersionProgress {
    classes = List.copyOf(classes);
  }

  static VersionProgress start(List<String> classes) {
    return new VersionProgress(classes, 0, 0, 0, 0, 0, false);
  }

  /** Of a version that {@link Progress} knows. */
  static VersionProgress of(Progress progress, int version) {
    return java.util.Objects.requireNonNull(progress.versions().get(version));
  }

  VersionProgress fill() {
    return new VersionProgress(
        classes, filled + 1, windows, announced, labelled, alarmed, unwatched);
  }

  VersionProgress closeWindow() {
    return new VersionProgress(classes, 0, windows + 1, announced, labelled, alarmed, unwatched);
  }

  VersionProgress announce() {
    return new VersionProgress(classes, filled, windows, windows, labelled, alarmed, unwatched);
  }

  VersionProgress label() {
    return new VersionProgress(
        classes, filled, windows, announced, labelled + 1, alarmed, unwatched);
  }

  VersionProgress alarm() {
    return new VersionProgress(classes, filled, windows, announced, labelled, labelled, unwatched);
  }

  VersionProgress unwatched(boolean said) {
    return new VersionProgress(classes, filled, windows, announced, labelled, alarmed, said);
  }
}
