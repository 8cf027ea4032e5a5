package io.millrace.acceptance;

import io.millrace.acceptance.faults.part.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Inference in a JVM of its own beside a stack, on a class path that has PyTorch and none of the
 * other services.
 */
final class InferenceAlone implements AutoCloseable {

  private static final List<String> OTHERS = List.of("ingestion-", "training-", "monitoring-");

  private final Process process;
  private final String address;

  private InferenceAlone(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static InferenceAlone start(RunningStack stack) throws IOException {
    int port = new FreePorts().row(1);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "io.millrace.inference.InferenceService",
                "--server.port=" + port,
                "--millrace.inference.grpc.port=0",
                "--millrace.inference.instance=alone",
                "--millrace.inference.cache=" + Files.createTempDirectory(Millrace.work(), "alone"),
                "--spring.kafka.bootstrap-servers=" + stack.broker(),
                "--millrace.blob.folder=" + stack.blobs(),
                "--millrace.security.tokens.caller.role=application",
                "--millrace.security.tokens.caller.token=" + stack.token("application"))
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(Millrace.work(), "alone", ".out").toFile());
    builder.environment().put("CLASSPATH", classPath());
    return new InferenceAlone(builder.start(), "http://localhost:" + port);
  }

  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(Millrace.root().resolve("quickstart/target/lib"))) {
      return jars.filter(jar -> OTHERS.stream().noneMatch(jar.getFileName().toString()::startsWith))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
