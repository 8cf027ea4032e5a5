package io.millrace.training.run;

import java.time.Duration;
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
 * to happen later. What was still running at the end is found cut short at the next start.
 */
public final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ExecutorService runs;
  private final ScheduledExecutorService timer;

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

  void run(Runnable work) {
    runs.execute(guarded(work));
  }

  Future<?> later(Duration delay, Runnable work) {
    return timer.schedule(guarded(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
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
    timer.shutdownNow();
    runs.shutdown();
    try {
      if (!runs.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a run is still on; it is done again at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
