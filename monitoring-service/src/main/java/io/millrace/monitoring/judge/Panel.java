package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that were asked about one event: the champion, and who is tried beside it. */
record Panel(Opinion champion, List<Opinion> challengers) {

  /** Empty where there is nothing to compare. */
  static Optional<Panel> of(Prediction prediction) {
    if (prediction.beside() == null || prediction.role() == null) {
      return Optional.empty();
    }
    List<Opinion> all = new ArrayList<>(prediction.beside());
    all.add(
        new Opinion(
            prediction.modelVersion(),
            prediction.role(),
            prediction.label(),
            prediction.probabilities(),
            prediction.value(),
            prediction.micros(),
            null));
    return all.stream()
        .filter(opinion -> opinion.role() == Role.CHAMPION)
        .findFirst()
        .map(
            champion ->
                new Panel(
                    champion,
                    all.stream().filter(opinion -> opinion.role() != Role.CHAMPION).toList()));
  }
}
