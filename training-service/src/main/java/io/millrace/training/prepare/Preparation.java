package io.millrace.training.prepare;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param sinceChange labelled rows since the world became another, by which models were made and
   *     judged; 0 where they did not suffice for that; null where no change is known
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
      @Nullable Long sinceChange,
      List<Warning> warnings)
      implements Preparation {}

  /**
   * @param reason a plain sentence: what the rows lack
   * @param awaited how many more labelled rows are worth another look; null where nobody can tell
   */
  record NotYet(String reason, @Nullable Long awaited) implements Preparation {
    NotYet(String reason) {
      this(reason, null);
    }
  }
}
