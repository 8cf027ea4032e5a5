package io.millrace.inference;

import io.millrace.starter.test.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The service in a process of its own, to be killed. */
final class Replica implements AutoCloseable {

  private final Process process;

  private Replica(Process process) {
    this.process = process;
  }

  /**
   * @param blobs the folder that all replicas share
   */
  static Replica start(String instance, Path blobs) throws IOException {
    Path folder = Path.of("target", "it", "replica-" + instance).toAbsolutePath();
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            InferenceService.class.getName(),
            "--server.port=0",
            "--millrace.inference.grpc.port=0",
            "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
            "--millrace.blob.folder=" + blobs,
            "--millrace.inference.cache=" + folder.resolve("cache"),
            "--millrace.inference.instance=" + instance);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    return new Replica(process);
  }

  /** Empty while it runs. */
  OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** It hangs, and does not know it. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -%s ended with %d".formatted(name, status));
    }
  }

  /** As a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
