package io.millrace.quickstart.main;

import io.millrace.cli.Millrace;
import io.millrace.quickstart.DownCommand;
import io.millrace.quickstart.UpCommand;
import io.millrace.quickstart.demo.DemoCommand;

/** The whole command: what talks to a running stack, and what runs one. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        Millrace.commandLine(new UpCommand(), new DownCommand(), new DemoCommand()).execute(args));
  }
}
