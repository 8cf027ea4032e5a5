package io.millrace.acceptance.faults.part;

import java.io.IOException;

/** Signals for which the JDK has no call. */
final class Signals {

  private Signals() {}

  /** It stands still, and its connections stay open. */
  static void freeze(long pid) {
    send("-STOP", pid);
  }

  static void thaw(long pid) {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      int exit =
          new ProcessBuilder("kill", signal, Long.toString(pid)).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new HarnessFailure("kill %s %d ended with %d".formatted(signal, pid, exit));
      }
    } catch (IOException e) {
      throw new HarnessFailure("no command kill: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessFailure("interrupted", e);
    }
  }
}
