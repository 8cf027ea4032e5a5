package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.millrace.message.Alert;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many incidents are open, by problem, kind and severity. */
final class IncidentGauges {

  private final MultiGauge open;

  IncidentGauges(MeterRegistry meters) {
    this.open =
        MultiGauge.builder("millrace.incidents.open")
            .description("Incidents that are not over, as every instance has read them")
            .register(meters);
  }

  private record Row(String problem, String kind, String severity) {

    private static final Comparator<Row> ORDER =
        Comparator.comparing(Row::problem).thenComparing(Row::kind).thenComparing(Row::severity);

    private static Row of(Alert alert, Alert.Incident incident) {
      return new Row(
          alert.problem().value(),
          alert.kind(),
          incident.severity().name().toLowerCase(Locale.ROOT));
    }

    private Tags tags() {
      return Tags.of("problem", problem, "kind", kind, "severity", severity);
    }
  }

  void show(List<Alert> alerts) {
    Map<Row, Integer> counts = new TreeMap<>(Row.ORDER);
    for (Alert alert : alerts) {
      if (alert.incident() != null) {
        counts.merge(Row.of(alert, alert.incident()), 1, Integer::sum);
      }
    }
    open.register(
        counts.entrySet().stream()
            .map(entry -> MultiGauge.Row.of(entry.getKey().tags(), entry.getValue()))
            .collect(Collectors.toList()),
        true);
  }
}
