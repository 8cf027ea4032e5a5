package io.millrace.quickstart;

import io.millrace.broker.BrokerFailure;
import io.millrace.broker.BrokerProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stack's broker. When it ends by itself it is started again on the same folder and port, where
 * its clients find it; when it does so again and again it is given up.
 */
final class EmbeddedBroker implements AutoCloseable {

  static final int MAX_DEATHS = 5;
  static final Duration WITHIN = Duration.ofMinutes(5);

  private final Supplier<BrokerProcess> starter;
  private final StackSettings.Progress progress;
  private final InstantSource clock;
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private final Deque<Instant> deaths = new ArrayDeque<>();
  private volatile BrokerProcess process;
  private boolean closed;

  /**
   * Starts it.
   *
   * @throws BrokerFailure if it does not come up this first time
   */
  EmbeddedBroker(
      Supplier<BrokerProcess> starter, StackSettings.Progress progress, InstantSource clock) {
    this.starter = starter;
    this.progress = progress;
    this.clock = clock;
    this.process = starter.get();
    watch(process);
  }

  String bootstrapServers() {
    return process.bootstrapServers();
  }

  /** Of the one that runs now. */
  long pid() {
    return process.pid();
  }

  /** Completes with the reason when it is started no more. */
  CompletableFuture<String> onGivenUp() {
    return givenUp;
  }

  private void watch(BrokerProcess watched) {
    watched.onExit().thenAcceptAsync(this::ended, EmbeddedBroker::aside);
  }

  /** Not in a common pool: a start takes seconds. */
  private static void aside(Runnable work) {
    Thread.ofPlatform().daemon().name("broker-restart").start(work);
  }

  private synchronized void ended(int status) {
    if (closed) {
      return;
    }
    String reason = "the broker ended by itself (status %d)".formatted(status);
    if (tooOften()) {
      givenUp.complete(reason + ", %d times within %s".formatted(MAX_DEATHS, WITHIN));
      return;
    }
    progress.step(reason + "; starting it again");
    @Nullable String failure = start();
    if (failure == null) {
      progress.step("broker up again");
    } else {
      givenUp.complete(reason + ", and does not start again: " + failure);
    }
  }

  private @Nullable String start() {
    try {
      process = starter.get();
      watch(process);
      return null;
    } catch (BrokerFailure e) {
      return e.getMessage();
    }
  }

  private boolean tooOften() {
    Instant now = clock.instant();
    deaths.addLast(now);
    deaths.removeIf(death -> death.isBefore(now.minus(WITHIN)));
    return deaths.size() >= MAX_DEATHS;
  }

  /** Stops it for good. A start that is on is waited for. */
  @Override
  public synchronized void close() {
    closed = true;
    process.close();
  }
}
