package io.millrace.quickstart;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** One log file for all services of this JVM, and nothing of theirs on the terminal. */
public final class ServiceLog {

  private ServiceLog() {}

  /**
   * Has to be called before anything logs, and after whoever writes to the terminal kept its
   * stream.
   *
   * @param folder the stack's home, made if absent
   */
  public static void open(Path folder) {
    Home home = new Home(folder);
    home.create();
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.setProperty("logback.configurationFile", "millrace-quickstart-logback.xml");
    System.setProperty("millrace.log.file", home.serviceLog().toString());
    redirectStandardStreams(home);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** Some libraries print. */
  private static void redirectStandardStreams(Home home) {
    try {
      FileOutputStream file =
          new FileOutputStream(home.serviceLog().resolveSibling("printed.log").toFile());
      PrintStream printed = new PrintStream(file, true, StandardCharsets.UTF_8);
      System.setOut(printed);
      System.setErr(printed);
    } catch (IOException e) {
      throw new StackFailure("cannot write a log in %s: %s".formatted(home, e.getMessage()), e);
    }
  }
}
