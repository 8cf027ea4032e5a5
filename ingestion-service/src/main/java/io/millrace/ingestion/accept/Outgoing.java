package io.millrace.ingestion.accept;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Rejection;
import io.millrace.problem.ProblemName;

/** What becomes of a row: each is one message of the log. */
public sealed interface Outgoing {

  record Accepted(Event event) implements Outgoing {}

  record Truth(ProblemName problem, EventId event, GroundTruth truth) implements Outgoing {}

  /**
   * @param entity whose it was; the problem's name where that cannot be told
   */
  record Refused(ProblemName problem, String entity, Rejection rejection) implements Outgoing {}

  /**
   * Says that what was refused has been accepted since.
   *
   * @param rejection its id
   * @param partition of the topic of rejections, where it lies
   */
  record Replayed(ProblemName problem, String rejection, int partition) implements Outgoing {}
}
