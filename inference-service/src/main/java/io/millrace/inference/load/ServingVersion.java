package io.millrace.inference.load;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.millrace.scoring.model.Manifest;
import java.time.Duration;
import java.time.Instant;

/** A version in its place, whatever it is asked as, and whether or not its model is in memory. */
final class ServingVersion {

  /** Half of the latest calls failed: it is left alone for a while, and then tried with one. */
  private static final CircuitBreakerConfig FAILING =
      CircuitBreakerConfig.custom()
          .slidingWindowSize(10)
          .minimumNumberOfCalls(5)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofSeconds(10))
          .permittedNumberOfCallsInHalfOpenState(1)
          .build();

  private final RegisteredModel registered;
  private final Manifest manifest;
  private final Instant loadedAt;
  private final CircuitBreaker breaker;
  private final ModelOnDemand model;

  /** Loads a version again, on another thread. */
  @FunctionalInterface
  interface Again {
    void load(ServingVersion version);
  }

  ServingVersion(RegisteredModel registered, ServedModel model, Again again) {
    this.registered = registered;
    this.manifest = model.manifest();
    this.loadedAt = model.loadedAt();
    this.breaker =
        CircuitBreaker.of("%s/%d".formatted(registered.problem(), registered.version()), FAILING);
    this.model = new ModelOnDemand(model, () -> again.load(this));
  }

  RegisteredModel registered() {
    return registered;
  }

  int version() {
    return registered.version();
  }

  Manifest manifest() {
    return manifest;
  }

  /** When it came to its place. */
  Instant loadedAt() {
    return loadedAt;
  }

  /** Knows of its calls while it is tried beside another one. */
  CircuitBreaker breaker() {
    return breaker;
  }

  ModelOnDemand model() {
    return model;
  }
}
