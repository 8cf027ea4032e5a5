package io.millrace.acceptance.faults.part;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a service's JVM is started.
 *
 * @param jars the class path, in an order that stays
 */
record Jvm(List<Path> jars) {

  /** A restart must cost little, and many of them share a machine. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.awt.headless=true",
          "-Dai.djl.offline=true",
          "-Dai.djl.pytorch.num_threads=1",
          "-Dai.djl.pytorch.num_interop_threads=1");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OMP_WAIT_POLICY", "PASSIVE",
          "MALLOC_ARENA_MAX", "2",
          "ORT_DISABLE_TELEMETRY", "1");

  static Jvm ofLib(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return new Jvm(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
    } catch (IOException e) {
      throw new HarnessFailure(
          "no services to run in %s; build the module quickstart".formatted(lib), e);
    }
  }

  Jvm with(Path jar) {
    return new Jvm(Stream.concat(jars.stream(), Stream.of(jar)).toList());
  }

  /** What an AOT cache is good for: another set of jars or options needs another one. */
  String fingerprint() {
    StringBuilder text = new StringBuilder(Runtime.version().toString());
    OPTIONS.forEach(text::append);
    try {
      for (Path jar : jars) {
        text.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Integer.toHexString(text.toString().hashCode());
  }

  /**
   * @param options more of the JVM's
   */
  ProcessBuilder command(String main, int heap, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-Xmx" + heap + "m");
    command.addAll(options);
    command.add(main);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("CLASSPATH", classPath());
    return builder.redirectErrorStream(true);
  }

  private String classPath() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
