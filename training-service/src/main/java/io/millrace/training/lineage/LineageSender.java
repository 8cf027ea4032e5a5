package io.millrace.training.lineage;

import io.micrometer.core.instrument.MeterRegistry;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.Transport;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events one after the other on a thread of its own. What does not arrive is counted and
 * logged, and not sent again: lineage is worth no run.
 */
final class LineageSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LineageSender.class);

  private final OpenLineageClient client;
  private final MeterRegistry meters;
  private final Duration timeout;
  private final ThreadPoolExecutor thread;

  LineageSender(Transport transport, MeterRegistry meters, LineageSettings settings) {
    this.client = new OpenLineageClient(transport);
    this.meters = meters;
    this.timeout = settings.timeout();
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform().name("lineage").daemon().factory());
  }

  /**
   * @param event made on the sender's thread
   */
  void send(Supplier<RunEvent> event) {
    try {
      thread.execute(() -> deliver(event));
    } catch (RejectedExecutionException full) {
      count("dropped");
    }
  }

  private void deliver(Supplier<RunEvent> event) {
    try {
      client.emit(event.get(), timeout);
      count("sent");
    } catch (Throwable e) { // a class that the client does not find, too
      count("failed");
      LOG.warn("an OpenLineage event did not arrive: {}", e.toString());
    }
  }

  private void count(String outcome) {
    meters.counter("millrace.training.lineage", "outcome", outcome).increment();
  }

  /** Waits for the last ones, as long as one may take. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.debug("the OpenLineage client does not close: {}", e.toString());
    }
  }
}
