package io.millrace.inference;

import io.millrace.broker.BrokerProcess;
import io.millrace.starter.test.KafkaBroker;
import java.nio.file.Path;

/** Kills the tests' broker and starts it again, on its port and its data. */
final class SharedBroker {

  private SharedBroker() {}

  /** As a power cut would. */
  static void kill() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("BrokerMain"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
  }

  /** It ends with this JVM. */
  static void start() {
    String servers = KafkaBroker.bootstrapServers();
    int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    Path folder = Path.of("target", "kafka", String.valueOf(ProcessHandle.current().pid()));
    BrokerProcess broker =
        BrokerProcess.start(
            BrokerProcess.findLib(), folder.resolve("data"), port, folder.resolve("broker.log"));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::kill));
  }
}
