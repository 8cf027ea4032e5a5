package io.millrace.inference.score;

import io.millrace.inference.load.By;
import java.util.List;

/** What a request is answered. */
public sealed interface Answers {

  /** Of rows that are predicted each by itself. */
  record OfRows(PredictedRows rows) implements Answers {}

  /**
   * Of histories.
   *
   * @param by who gave all of them
   * @param answers in the order in which the histories' keys turn up
   */
  record OfSeries(By by, List<Answer> answers) implements Answers {
    public OfSeries {
      answers = List.copyOf(answers);
    }
  }

  /** None: as many wait to be scored as there is room for. */
  record Overloaded() implements Answers {}
}
