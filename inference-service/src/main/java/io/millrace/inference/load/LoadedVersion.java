package io.millrace.inference.load;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.ModelSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A version in memory, whatever it is asked as. It is closed when its last lease is back. */
final class LoadedVersion {

  /** Half of the latest calls failed: it is left alone for a while, and then tried with one. */
  private static final CircuitBreakerConfig FAILING =
      CircuitBreakerConfig.custom()
          .slidingWindowSize(10)
          .minimumNumberOfCalls(5)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofSeconds(10))
          .permittedNumberOfCallsInHalfOpenState(1)
          .build();

  private final int version;
  private final Instant loadedAt;
  private final ModelSlot<ServedModel> slot = new ModelSlot<>();
  private final CircuitBreaker breaker;

  LoadedVersion(ServedModel model) {
    this.version = model.version();
    this.loadedAt = model.loadedAt();
    this.breaker =
        CircuitBreaker.of("%s/%d".formatted(model.manifest().problem(), version), FAILING);
    slot.swap(model);
  }

  int version() {
    return version;
  }

  Instant loadedAt() {
    return loadedAt;
  }

  /** Knows of its calls while it is tried beside another one. */
  CircuitBreaker breaker() {
    return breaker;
  }

  /** Empty once it is retired. */
  Optional<Lease<ServedModel>> acquire() {
    return slot.acquire();
  }

  void retire() {
    slot.retire();
  }
}
