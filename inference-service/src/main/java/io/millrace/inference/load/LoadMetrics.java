package io.millrace.inference.load;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.ProblemName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts swaps, refusals and loads on demand, and shows the version that serves. */
final class LoadMetrics {

  private final MeterRegistry meters;
  private final Map<String, AtomicInteger> versions = new ConcurrentHashMap<>();

  LoadMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void swapped(ProblemName problem, int champion) {
    versions.computeIfAbsent(problem.value(), this::gauge).set(champion);
    meters.counter("millrace.model.swaps", "problem", problem.value()).increment();
  }

  void refused(RegisteredModel model) {
    meters.counter("millrace.models.refused", "problem", model.problem().value()).increment();
  }

  void unreachable(RegisteredModel model) {
    meters.counter("millrace.models.unreachable", "problem", model.problem().value()).increment();
  }

  /** One that had been unloaded. */
  void reloaded(RegisteredModel model) {
    meters.counter("millrace.models.reloads", "problem", model.problem().value()).increment();
  }

  /** None serves any more. */
  void retired(ProblemName problem) {
    AtomicInteger version = versions.get(problem.value());
    if (version != null) {
      version.set(0);
    }
  }

  private AtomicInteger gauge(String problem) {
    AtomicInteger version = new AtomicInteger();
    Gauge.builder("millrace.model.version", version, AtomicInteger::get)
        .description("The version that serves; 0 where none does")
        .tag("problem", problem)
        .register(meters);
    return version;
  }
}
