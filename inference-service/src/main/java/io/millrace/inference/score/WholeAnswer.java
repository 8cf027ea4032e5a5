package io.millrace.inference.score;

import io.millrace.event.EventId;
import java.util.List;

/** What a request is answered whose rows are predicted all or not at all. */
public sealed interface WholeAnswer {

  /**
   * @param ids of the predictions, in the order of the rows
   */
  record Given(Scored scored, List<EventId> ids) implements WholeAnswer {}

  /**
   * @param row that was bad, from 0 on
   */
  record Refused(int row, RowError error) implements WholeAnswer {}
}
