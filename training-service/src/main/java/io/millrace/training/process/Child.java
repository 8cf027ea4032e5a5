package io.millrace.training.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process that is on, and does not outlive whoever holds this. */
final class Child implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  static Child start(ProcessBuilder command) {
    try {
      return new Child(command.start());
    } catch (IOException e) {
      throw new IllegalStateException("the training process does not start: " + e.getMessage(), e);
    }
  }

  /** Hears what it prints until it has ended, and says how: its exit status, 128 and a signal. */
  int follow(Consumer<String> lines) {
    Lines.read(process.getInputStream(), lines);
    return ended();
  }

  private int ended() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted", e);
    }
  }

  Vitals vitals() {
    return Vitals.of(process.toHandle());
  }

  long pid() {
    return process.pid();
  }

  /** Ends it with all that it has started: asks first, and does not wait long. */
  void stop() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    process
        .onExit()
        .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> family.forEach(ProcessHandle::destroyForcibly));
  }

  /** Returns when it has ended. */
  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
      ended();
    }
  }
}
