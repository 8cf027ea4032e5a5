package io.millrace.acceptance.fuzz;

import io.millrace.acceptance.RunningStack;
import io.millrace.acceptance.faults.measure.Prometheus;
import io.millrace.acceptance.faults.part.Health;
import java.util.List;
import java.util.stream.Stream;

/** How many messages of unknown types the services have counted. */
final class Ignored {

  private static final String METRIC = "millrace_messages_ignored_total";

  private final List<Health> services;

  Ignored(RunningStack stack) {
    services =
        Stream.of("ingestion", "training", "inference", "monitoring")
            .map(service -> new Health(stack.address(service), stack.token("operator")))
            .toList();
  }

  /** Of a topic, at all services. */
  long count(String topic) {
    String label = "topic=\"" + topic + "\"";
    return services.stream()
        .map(service -> service.metrics().orElseThrow())
        .mapToLong(text -> (long) Prometheus.sum(text, METRIC, label).orElse(0))
        .sum();
  }
}
