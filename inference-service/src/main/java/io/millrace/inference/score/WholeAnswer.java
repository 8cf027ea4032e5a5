package io.millrace.inference.score;

/** What a request is answered whose rows are predicted all or not at all. */
public sealed interface WholeAnswer {

  /** Each row is good and has an answer. */
  record Given(PredictedRows rows) implements WholeAnswer {}

  /**
   * @param row that was bad, from 0 on
   */
  record Refused(int row, RowError error) implements WholeAnswer {}

  /** As many wait to be scored as there is room for. */
  record Overloaded() implements WholeAnswer {}
}
