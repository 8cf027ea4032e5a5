package io.millrace.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import sun.misc.Signal;

/**
 * What runs in the broker's JVM: formats the storage on first use, starts Kafka, and stops it
 * cleanly when standard input ends, as it does when the process at its other end dies.
 */
final class BrokerMain {

  /** Held, since the logging of the JDK forgets the levels of loggers that nobody holds. */
  private static final List<Logger> SPOKEN =
      List.of(
          Logger.getLogger("kafka.server.KafkaRaftServer"),
          Logger.getLogger("kafka.log.LogManager"));

  private BrokerMain() {}

  public static void main(String[] args) throws IOException {
    Path config = Path.of(args[0]);
    quieten();
    leaveTheTerminalsSignalsToTheParent();
    stopWhenInputEnds();
    Files.writeString(
        pidFile(config.resolveSibling("")), Long.toString(ProcessHandle.current().pid()));
    if (Files.notExists(config.resolveSibling("log").resolve("meta.properties"))) {
      format(config);
    }
    kafka.Kafka.main(new String[] {config.toString()});
  }

  static Path pidFile(Path dataDir) {
    return dataDir.resolve("broker.pid");
  }

  private static void quieten() {
    Logger.getLogger("").setLevel(Level.WARNING);
    SPOKEN.forEach(logger -> logger.setLevel(Level.INFO));
  }

  /** A Ctrl-C reaches both JVMs; the parent stops the broker last, when its clients are done. */
  private static void leaveTheTerminalsSignalsToTheParent() {
    Signal.handle(new Signal("INT"), _ -> {});
    if (!System.getProperty("os.name").startsWith("Windows")) {
      Signal.handle(new Signal("HUP"), _ -> {});
    }
  }

  private static void stopWhenInputEnds() {
    Thread.ofPlatform().daemon().name("parent-watch").start(BrokerMain::exitAtEndOfInput);
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.err.println("standard input failed: " + e.getMessage());
    }
    System.exit(0);
  }

  private static void format(Path config) {
    String id = org.apache.kafka.common.Uuid.randomUuid().toString();
    String[] args = {"format", "-t", id, "-c", config.toString(), "--ignore-formatted"};
    if (kafka.tools.StorageTool.execute(args, System.out) != 0) {
      System.exit(1);
    }
  }
}
