package io.millrace.training.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where runs run: a few platform threads, since native code holds its carrier; and one for what is
 * to happen later, which it hands to virtual threads.
 */
public final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ExecutorService runs;
  private final ExecutorService looks =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("training-look").factory());
  private final ScheduledExecutorService timer;
  private final CountDownLatch ending = new CountDownLatch(1);

  /**
   * @param count how many runs at a time
   */
  public Threads(int count) {
    runs =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("training-", 1).daemon().factory());
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("training-timer").daemon().factory());
  }

  /** As soon as a thread for runs is free. */
  void run(Runnable work) {
    runs.execute(guarded(work));
  }

  /** At once, beside everything else; not at all where all ends. */
  void soon(Runnable work) {
    try {
      looks.execute(guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("ending: {}", e.toString());
    }
  }

  Future<?> later(Duration delay, Runnable work) {
    return timer.schedule(() -> soon(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Again and again, each time beside everything else. */
  Future<?> every(Duration period, Runnable work) {
    long millis = Math.max(1, period.toMillis());
    return timer.scheduleAtFixedRate(() -> soon(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Waits.
   *
   * @throws RejectedExecutionException where all ends
   */
  void pause(Duration time) {
    try {
      if (ending.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RejectedExecutionException("the service ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  boolean isEnding() {
    return ending.getCount() == 0;
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RejectedExecutionException e) {
        LOG.debug("ending: {}", e.toString());
      } catch (RuntimeException e) {
        LOG.error("unexpected", e);
      }
    };
  }

  /** Lets runs that are on end, for a while. */
  @Override
  public void close() {
    ending.countDown();
    timer.shutdownNow();
    if (!hasEnded(runs)) {
      LOG.warn("a run is still on; it is given back, to be done again");
    }
    if (!hasEnded(looks)) {
      LOG.warn("a look at a problem takes long and is left; it is repeated at the next start");
    }
  }

  private static boolean hasEnded(ExecutorService threads) {
    threads.shutdown();
    try {
      return threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
