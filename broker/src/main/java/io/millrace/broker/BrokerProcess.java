package io.millrace.broker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A durable Kafka broker of one node on the loopback address, in a JVM of its own. It survives a
 * kill of either JVM: what it acknowledged is there at the next start on the same folder. It stops
 * by itself when the JVM that started it is gone, however it went.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @param libDir with Kafka's jars, see {@link #findLib}
   * @param dataDir of this broker alone; made and formatted on first use
   * @param port to listen on
   * @param logFile what the broker says is appended to it
   * @throws BrokerFailure if it cannot start
   */
  public static BrokerProcess start(Path libDir, Path dataDir, int port, Path logFile) {
    return start(libDir, dataDir, port, logFile, List.of());
  }

  /**
   * @param jvmOptions of the broker's JVM, after the usual ones
   * @see #start(Path, Path, int, Path)
   */
  public static BrokerProcess start(
      Path libDir, Path dataDir, int port, Path logFile, List<String> jvmOptions) {
    return start(libDir, dataDir, port, logFile, jvmOptions, BrokerAdditions.NONE);
  }

  /**
   * @see #start(Path, Path, int, Path, List)
   */
  public static BrokerProcess start(
      Path libDir,
      Path dataDir,
      int port,
      Path logFile,
      List<String> jvmOptions,
      BrokerAdditions additions) {
    try {
      Path data = Files.createDirectories(dataDir.toAbsolutePath().normalize());
      PreviousBroker.awaitEnd(data);
      requireFree(port);
      BrokerProcess broker = launch(libDir, data, port, logFile, jvmOptions, additions);
      broker.awaitAnswer(logFile);
      return broker;
    } catch (IOException e) {
      throw new BrokerFailure("the broker cannot start: " + e.getMessage(), e);
    }
  }

  /**
   * The folder with Kafka's jars: what the system property {@code millrace.broker.lib} says, or
   * {@code broker/target/lib} in the working folder or one above it.
   *
   * @throws BrokerFailure if there is none
   */
  public static Path findLib() {
    String stated = System.getProperty("millrace.broker.lib");
    if (stated != null) {
      return Path.of(stated);
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path lib = dir.resolve("broker/target/lib");
      if (Files.isDirectory(lib)) {
        return lib;
      }
    }
    throw new BrokerFailure(
        "no broker/target/lib here or above; build the module broker, or set millrace.broker.lib");
  }

  /** Host and port, as clients take it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  /** Completes with the exit status when the broker ends, wanted or not. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    waitFor(STOP);
  }

  /** Stops it cleanly; by force if that takes too long. */
  @Override
  public void close() {
    process.destroy();
    if (!waitFor(STOP)) {
      kill();
    }
  }

  private static BrokerProcess launch(
      Path libDir,
      Path data,
      int port,
      Path logFile,
      List<String> jvmOptions,
      BrokerAdditions additions)
      throws IOException {
    Path config = new BrokerConfig(data, port, freePort(), additions).write();
    Path log = logFile.toAbsolutePath();
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command(libDir, config, jvmOptions, additions));
    builder.directory(data.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new BrokerProcess(builder.start(), port);
  }

  private static List<String> command(
      Path libDir, Path config, List<String> jvmOptions, BrokerAdditions additions) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %3$s: %5$s%6$s%n");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        Stream.concat(
                additions.classPath().stream().map(Path::toString),
                Stream.of(ownCode().toString(), libDir.toAbsolutePath().resolve("*").toString()))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(BrokerMain.class.getName());
    command.add(config.toString());
    return command;
  }

  private static Path ownCode() {
    try {
      return Path.of(
          BrokerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitAnswer(Path logFile) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Readiness.answers(port)) {
      if (waitFor(Duration.ofMillis(100))) {
        throw new BrokerFailure(
            "the broker ended with status %d; its log: %s".formatted(process.exitValue(), logFile));
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new BrokerFailure(
            "the broker did not answer within %d s; its log: %s"
                .formatted(START.toSeconds(), logFile));
      }
    }
  }

  private boolean waitFor(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new BrokerFailure("interrupted while waiting for the broker", e);
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new BrokerFailure(
          "port %d is taken by another program (%s)".formatted(port, e.getMessage()), e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
