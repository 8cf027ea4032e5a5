package io.millrace.ingestion.accept;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import java.util.Optional;

/** What checking one row gives. */
sealed interface Checked {

  /**
   * @param truth the target, where the event came with it
   * @param named whether it came with an id
   */
  record Accepted(Event event, Optional<GroundTruth> truth, boolean named) implements Checked {}

  record Truth(EventId event, GroundTruth truth) implements Checked {}

  /**
   * @param entity whose it was, as far as can be told
   */
  record Refused(Fault fault, String entity) implements Checked {}
}
