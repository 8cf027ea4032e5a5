package io.millrace.ingestion.accept;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import java.util.List;
import java.util.Optional;

/** What checking one row gives. */
sealed interface Checked {

  /**
   * @param truth the target, where the event came with it
   * @param named whether it came with an id
   */
  record Accepted(Event event, Optional<GroundTruth> truth, boolean named) implements Checked {

    /** The event, then its true value. */
    List<Outgoing> messages() {
      Outgoing sent = new Outgoing.Accepted(event);
      return truth
          .map(t -> List.of(sent, new Outgoing.Truth(event.problem(), event.id(), t)))
          .orElse(List.of(sent));
    }
  }

  record Truth(EventId event, GroundTruth truth) implements Checked {}

  /**
   * @param entity whose it was, as far as can be told
   */
  record Refused(Fault fault, String entity) implements Checked {}
}
