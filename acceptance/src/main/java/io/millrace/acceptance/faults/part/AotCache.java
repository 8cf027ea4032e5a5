package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What a JVM has learned about the services' classes, kept in a file, so that a service starts with
 * half of the CPU time. One file serves all four, since most of their classes are the same.
 */
final class AotCache {

  private static final Duration START = Duration.ofMinutes(3);

  private final Path folder;
  private final Path file;
  private final Jvm jvm;

  private AotCache(Path folder, Jvm jvm) {
    this.folder = folder;
    this.jvm = jvm;
    this.file = folder.resolve(jvm.fingerprint() + ".aot");
  }

  static AotCache in(Path folder, Jvm services) {
    try {
      Files.createDirectories(folder);
      return new AotCache(folder, services.with(recorder(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the class that records, which a cache asks for later too. */
  Jvm jvm() {
    return jvm;
  }

  boolean isMissing() {
    return Files.notExists(file);
  }

  List<String> options() {
    return List.of("-XX:AOTCache=" + file, "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  /**
   * @param ports four that are free
   * @param arguments that all services take
   */
  void record(List<Integer> ports, List<String> arguments, Path log) {
    Path configuration = folder.resolve("recorded.conf");
    List<String> all = new ArrayList<>(ports.stream().map(String::valueOf).toList());
    all.addAll(arguments);
    Process process =
        start(
            jvm.command(
                AllServices.class.getName(),
                768,
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration),
                all),
            log);
    if (!Waiting.until(START, () -> !process.isAlive() || says(log))) {
      process.destroyForcibly();
    }
    process.destroy();
    await(process, "the services in one JVM", log);
    create(configuration, log.resolveSibling("aot.log"));
  }

  private void create(Path configuration, Path log) {
    Path fresh = folder.resolve("fresh.aot");
    Process process =
        start(
            jvm.command(
                AllServices.class.getName(),
                512,
                List.of(
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + configuration,
                    "-XX:AOTCache=" + fresh),
                List.of()),
            log);
    await(process, "the AOT cache", log);
    try {
      Files.deleteIfExists(configuration);
      removeOthers();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new HarnessFailure("no AOT cache was made; see " + log, e);
    }
  }

  private void removeOthers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path other :
          files.filter(other -> other.toString().endsWith(".aot")).sorted().toList()) {
        if (!other.endsWith("fresh.aot")) {
          Files.delete(other);
        }
      }
    }
  }

  private static Process start(ProcessBuilder command, Path log) {
    try {
      return command.redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new HarnessFailure("cannot start a JVM: " + e.getMessage(), e);
    }
  }

  private static void await(Process process, String what, Path log) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new HarnessFailure("interrupted while recording " + what + "; see " + log, e);
    }
  }

  private static boolean says(Path log) {
    try {
      return Files.readString(log).contains(AllServices.STARTED);
    } catch (IOException e) {
      return false;
    }
  }

  /** A jar of its own, since a cache takes no folders and the harness's own jar changes often. */
  private static Path recorder(Path folder) throws IOException {
    String entry = AllServices.class.getName().replace('.', '/') + ".class";
    try (InputStream in = AllServices.class.getClassLoader().getResourceAsStream(entry)) {
      if (in == null) {
        throw new HarnessFailure("no class " + entry);
      }
      byte[] code = in.readAllBytes();
      String name = "recorder-%08x.jar".formatted(java.util.Arrays.hashCode(code));
      Path jar = folder.resolve(name);
      if (Files.notExists(jar)) {
        write(jar, entry, code);
      }
      return jar;
    }
  }

  private static void write(Path jar, String entry, byte[] code) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(code);
    }
  }
}
