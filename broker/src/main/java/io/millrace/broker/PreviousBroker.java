package io.millrace.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The broker that used a folder before: one whose parent was killed needs a moment to end. */
final class PreviousBroker {

  private static final int SECONDS = 20;

  private PreviousBroker() {}

  static void awaitEnd(Path dataDir) throws IOException {
    Optional<ProcessHandle> previous = find(dataDir);
    if (previous.isEmpty()) {
      return;
    }
    try {
      previous.get().onExit().get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new BrokerFailure(
          "another broker (process %d) uses %s".formatted(previous.get().pid(), dataDir), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerFailure("interrupted while waiting for the previous broker", e);
    }
  }

  private static Optional<ProcessHandle> find(Path dataDir) throws IOException {
    Path file = BrokerMain.pidFile(dataDir);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    String pid = Files.readString(file).strip();
    return pid.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(pid)).filter(PreviousBroker::isBroker);
  }

  /** A pid may belong to somebody else by now. */
  private static boolean isBroker(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(BrokerMain.class.getName()::equals);
  }
}
