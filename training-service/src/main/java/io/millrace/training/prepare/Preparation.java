package io.millrace.training.prepare;

import java.util.List;

/** What the landed rows give. */
public sealed interface Preparation {

  /**
   * @param classes in alphabetical order; empty for numbers
   * @param histories what to learn from, all rows first
   * @param holdout what to evaluate with; no history reaches into it
   * @param championHoldout the same rows with the features that only the champion takes
   * @param previous the target of the row before each of the holdout, of the same key where there
   *     is one; NaN before the first
   * @param landed events, resent ones included
   * @param duplicates events resent under the same id, and left out
   * @param labelled rows, the holdout included
   * @param warnings what makes the data suspect
   */
  @SuppressWarnings("ArrayRecordComponent") // a column, never compared
  record Ready(
      List<String> classes,
      List<History> histories,
      Part holdout,
      Part championHoldout,
      double[] previous,
      long landed,
      long duplicates,
      long labelled,
      List<Warning> warnings)
      implements Preparation {}

  /**
   * @param reason a plain sentence: what the rows lack
   */
  record NotYet(String reason) implements Preparation {}
}
