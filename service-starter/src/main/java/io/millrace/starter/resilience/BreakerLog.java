package io.millrace.starter.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.core.registry.EntryAddedEvent;
import io.github.resilience4j.core.registry.EntryRemovedEvent;
import io.github.resilience4j.core.registry.EntryReplacedEvent;
import io.github.resilience4j.core.registry.RegistryEventConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log when a dependency is given up for a while, and when it is back. */
final class BreakerLog implements RegistryEventConsumer<CircuitBreaker> {

  private static final Logger LOG = LoggerFactory.getLogger(BreakerLog.class);

  @Override
  public void onEntryAddedEvent(EntryAddedEvent<CircuitBreaker> event) {
    event.getAddedEntry().getEventPublisher().onStateTransition(BreakerLog::say);
  }

  @Override
  public void onEntryRemovedEvent(EntryRemovedEvent<CircuitBreaker> event) {}

  @Override
  public void onEntryReplacedEvent(EntryReplacedEvent<CircuitBreaker> event) {
    event.getNewEntry().getEventPublisher().onStateTransition(BreakerLog::say);
  }

  private static void say(CircuitBreakerOnStateTransitionEvent event) {
    String name = event.getCircuitBreakerName();
    switch (event.getStateTransition().getToState()) {
      case OPEN -> LOG.error("The dependency {} keeps failing and is not asked for a while", name);
      case CLOSED -> LOG.info("The dependency {} answers again", name);
      case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY ->
          LOG.debug("{}: {}", name, event.getStateTransition());
    }
  }
}
