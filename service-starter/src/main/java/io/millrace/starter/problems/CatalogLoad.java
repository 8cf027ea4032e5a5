package io.millrace.starter.problems;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts after the bindings and before Kafka listeners, and waits until the catalog holds what the
 * topic held when the service came up: so that neither a listener nor a caller of a ready service
 * is told that a problem is unknown when it is not.
 */
final class CatalogLoad implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogLoad.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final LongSupplier endOfTopic;
  private final Duration patience;
  private long next;
  private volatile boolean running;

  /**
   * @param endOfTopic the offset after the topic's last message
   */
  CatalogLoad(LongSupplier endOfTopic, Duration patience) {
    this.endOfTopic = endOfTopic;
    this.patience = patience;
  }

  /** Told for each message that has been handled. */
  void passed(long offset) {
    lock.lock();
    try {
      next = Math.max(next, offset + 1);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    running = true;
    long end = endOfTopic.getAsLong();
    if (!await(end)) {
      LOG.warn("The problems have not been read to offset {} in {}; going on", end, patience);
    }
  }

  private boolean await(long end) {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (next < end && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return next >= end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
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
