package io.millrace.acceptance.faults.part;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Waiting {

  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);

  private Waiting() {}

  /** Whether the condition came true in time. */
  public static boolean until(Duration most, BooleanSupplier condition) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN);
    }
    return true;
  }

  /** Lets time pass. */
  public static void pause(Duration time) {
    until(time, () -> false);
  }
}
