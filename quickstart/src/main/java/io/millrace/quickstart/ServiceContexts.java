package io.millrace.quickstart;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/** The services of one stack, each a Spring context of its own. */
final class ServiceContexts implements AutoCloseable {

  private static final int STOP_SECONDS = 45;

  private final Map<Service, ConfigurableApplicationContext> running =
      new ConcurrentSkipListMap<>();

  /** Starts them side by side; on a failure stops those that came up. */
  static ServiceContexts start(Home home, Ports ports, Tokens tokens, StackSettings.Progress log) {
    ServiceContexts contexts = new ServiceContexts();
    ServiceArguments arguments = new ServiceArguments(home, ports, tokens);
    try {
      contexts.startAll(arguments, log);
      return contexts;
    } catch (RuntimeException e) {
      contexts.close();
      throw e;
    }
  }

  /** The first loads what all share; the others then have more to do beside each other. */
  private void startAll(ServiceArguments arguments, StackSettings.Progress log) {
    startOne(Service.INGESTION, arguments, log);
    try (ExecutorService threads = Executors.newFixedThreadPool(Service.values().length)) {
      java.util.List<Future<Void>> starts = new java.util.ArrayList<>();
      for (Service service : Service.values()) {
        if (service != Service.INGESTION) {
          Callable<Void> start =
              () -> {
                startOne(service, arguments, log);
                return null;
              };
          starts.add(threads.submit(start));
        }
      }
      starts.forEach(ServiceContexts::await);
    }
  }

  private void startOne(Service service, ServiceArguments arguments, StackSettings.Progress log) {
    long began = System.nanoTime();
    try {
      running.put(service, ServiceStart.of(service, arguments.of(service)));
    } catch (RuntimeException e) {
      throw new StackFailure(
          "%s cannot start: %s".formatted(service.part().word(), rootMessage(e)), e);
    }
    log.step(
        "%s up after %.1f s".formatted(service.part().word(), (System.nanoTime() - began) / 1e9));
  }

  private static void await(Future<Void> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("interrupted while the services started", e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String message = root.getMessage();
    return message == null || root instanceof Error ? root.toString() : message;
  }

  /** All at once: each ends what it has begun, and none needs another for that. */
  @Override
  public void close() {
    ExecutorService threads = Executors.newFixedThreadPool(Service.values().length);
    running.values().forEach(context -> threads.execute(context::close));
    running.clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
