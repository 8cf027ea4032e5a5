package io.millrace.acceptance.faults.measure;

import io.millrace.acceptance.faults.part.ServicePart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The highest heap of each service, phase by phase, in megabytes. */
public final class HeapWatch implements AutoCloseable {

  private static final int SECONDS = 2;
  private static final double MEGABYTE = 1 << 20;

  private final List<ServicePart> services;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile Map<String, Double> highest = new ConcurrentHashMap<>();

  public HeapWatch(List<ServicePart> services) {
    this.services = services;
    clock.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    for (ServicePart service : services) {
      used(service).ifPresent(used -> highest.merge(service.name(), used, Math::max));
    }
  }

  private static OptionalDouble used(ServicePart service) {
    OptionalDouble bytes =
        service
            .health()
            .metrics()
            .map(text -> Prometheus.sum(text, "jvm_memory_used_bytes", "area=\"heap\""))
            .orElse(OptionalDouble.empty());
    return bytes.isPresent()
        ? OptionalDouble.of(bytes.getAsDouble() / MEGABYTE)
        : OptionalDouble.empty();
  }

  /** By name of the service, since the last call. */
  public Map<String, Double> take() {
    Map<String, Double> taken = highest;
    highest = new ConcurrentHashMap<>();
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (ServicePart service : services) {
      Double used = taken.get(service.name());
      if (used != null) {
        ordered.put(service.name(), used);
      }
    }
    return ordered;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
