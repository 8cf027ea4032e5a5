package io.millrace.ingestion.land;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.problem.ProblemName;
import java.time.Instant;

/** One message of the log, to become one row of a file. */
public sealed interface LandRow {

  ProblemName problem();

  long offset();

  /** What it weighs in memory, about. */
  int bytes();

  String correlationId();

  record EventRow(long offset, int bytes, Event event) implements LandRow {
    @Override
    public ProblemName problem() {
      return event.problem();
    }

    @Override
    public String correlationId() {
      return event.correlationId();
    }
  }

  record TruthRow(
      long offset,
      int bytes,
      ProblemName problem,
      EventId event,
      GroundTruth truth,
      Instant arrivedAt,
      String correlationId)
      implements LandRow {}
}
