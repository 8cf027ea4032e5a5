package io.millrace.monitoring.observe;

import java.time.Duration;
import java.time.Instant;

/** Counts how many predictions get a label, and how late. Each event counts once. */
final class LabelWatch {

  private final Memory memory;

  LabelWatch(Memory memory) {
    this.memory = memory;
  }

  /**
   * @param known of its event before
   */
  void predicted(Told told, Case known) {
    if (!known.answers().isEmpty() || told.isAhead(Duration.ZERO)) {
      return;
    }
    Labelling counted = memory.labelling().predicted(told.eventTime());
    memory.keep(known.truth() == null ? counted : counted.labelled(told.eventTime(), told.at()));
  }

  /**
   * @param known of the event before
   * @param at when its label came
   */
  void labelled(Case known, Instant at) {
    if (known.truth() == null && !known.answers().isEmpty()) {
      Instant event = known.answers().getFirst().eventTime();
      memory.keep(memory.labelling().labelled(event, at));
    }
  }
}
