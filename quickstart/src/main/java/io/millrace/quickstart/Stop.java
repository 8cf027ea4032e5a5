package io.millrace.quickstart;

import java.util.concurrent.atomic.AtomicBoolean;

/** Stops a stack once, at the end of the JVM. */
final class Stop implements Runnable {

  private final Stack stack;
  private final Terminal terminal;
  private final AtomicBoolean begun = new AtomicBoolean();

  Stop(Stack stack, Terminal terminal) {
    this.stack = stack;
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (begun.compareAndSet(false, true)) {
      terminal.line("Stopping.");
      stack.close();
    }
  }
}
