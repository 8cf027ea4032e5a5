package io.millrace.starter.blob;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Microsoft's emulator of Azure Blob Storage: from the PATH, or else from npm. */
record Azurite(Process process, int port) implements AutoCloseable {

  private static final String VERSION = "3.37.0";

  /** Public: every emulator has this account and this key. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  static Azurite start(Path data) throws IOException {
    return start(data, freePort());
  }

  static Azurite start(Path data, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                executable().toString(),
                "--location",
                Files.createDirectories(data).toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                String.valueOf(port),
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck")
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("azurite.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
    return new Azurite(process, port);
  }

  String connectionString() {
    return ("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=%s;"
            + "BlobEndpoint=http://127.0.0.1:%d/devstoreaccount1;")
        .formatted(KEY, port);
  }

  /** Stops it where it stands, or lets it go on. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static Path executable() throws IOException {
    Optional<Path> installed = onPath("azurite-blob");
    if (installed.isPresent()) {
      return installed.get();
    }
    Path npm =
        onPath("npm")
            .orElseGet(
                () ->
                    abort(
                        "Neither azurite-blob nor npm is on the PATH: the Azure blob store is"
                            + " not tested here"));
    Path prefix = Path.of("target", "azurite").toAbsolutePath();
    Path local = prefix.resolve("node_modules/.bin/azurite-blob");
    if (!Files.isExecutable(local)) {
      install(npm, prefix);
    }
    return local;
  }

  private static void install(Path npm, Path prefix) throws IOException {
    Files.createDirectories(prefix);
    Process process =
        new ProcessBuilder(
                npm.toString(), "install", "--prefix", prefix.toString(), "azurite@" + VERSION)
            .redirectErrorStream(true)
            .redirectOutput(prefix.resolve("npm.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        abort("npm cannot install azurite: the Azure blob store is not tested here");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("npm was interrupted", e);
    }
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
