package io.millrace.starter.test;

import io.millrace.broker.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * One real Kafka broker for all tests of a JVM, on a free port, with its data under {@code target}.
 * A module that uses it has {@code io.millrace:broker} as a test dependency.
 */
public final class KafkaBroker {

  private KafkaBroker() {}

  /** Starts it at the first call; it ends with this JVM. */
  public static String bootstrapServers() {
    return Holder.BROKER.bootstrapServers();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {

    static final BrokerProcess BROKER = start();

    private static BrokerProcess start() {
      Path folder = Path.of("target", "kafka", String.valueOf(ProcessHandle.current().pid()));
      BrokerProcess broker =
          BrokerProcess.start(
              BrokerProcess.findLib(),
              folder.resolve("data"),
              freePort(),
              folder.resolve("broker.log"));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::kill));
      return broker;
    }
  }
}
