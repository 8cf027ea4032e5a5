package io.millrace.starter.problems;

import io.millrace.starter.messaging.ReadToEnd;
import org.springframework.context.SmartLifecycle;

/**
 * Starts after the bindings and before Kafka listeners, and waits until the catalog holds what the
 * topic held when the service came up: so that neither a listener nor a caller of a ready service
 * is told that a problem is unknown when it is not.
 */
final class CatalogLoad implements SmartLifecycle {

  private final ReadToEnd problems;
  private volatile boolean running;

  CatalogLoad(ReadToEnd problems) {
    this.problems = problems;
  }

  @Override
  public void start() {
    running = true;
    problems.await();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 500;
  }
}
