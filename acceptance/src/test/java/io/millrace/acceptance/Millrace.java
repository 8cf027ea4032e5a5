package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command as a user types it. */
public final class Millrace {

  private static final Path ROOT = findRoot();

  private Millrace() {}

  /** What a command left behind. */
  record Result(int exitCode, String output) {}

  public static Path root() {
    return ROOT;
  }

  /** A public data set beside the checkout; absent on most machines. */
  static Path data(String name) {
    return ROOT.resolve("../shared/data").resolve(name).normalize();
  }

  static Result run(Path home, String... arguments) {
    return run(home, Duration.ofMinutes(10), arguments);
  }

  /** A command that may take long. */
  static Result run(Path home, Duration most, String... arguments) {
    try {
      Path output = Files.createTempFile(work(), "millrace", ".out");
      Process process = start(home, output, arguments);
      if (!process.waitFor(most)) {
        process.destroyForcibly();
        throw new AssertionError(
            "millrace %s did not end:%n%s"
                .formatted(String.join(" ", arguments), Files.readString(output)));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Process start(Path home, Path output, String... arguments) throws IOException {
    return start(home, Map.of(), output, arguments);
  }

  static Process start(Path home, Map<String, String> environment, Path output, String... arguments)
      throws IOException {
    return launch("millrace", home, environment, output, arguments);
  }

  /** The fault harness, which makes its own homes. */
  static Process startFaults(Path output, String... arguments) throws IOException {
    return launch("millrace-faults", work(), Map.of(), output, arguments);
  }

  private static Process launch(
      String script, Path home, Map<String, String> environment, Path output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve(script).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("MILLRACE_HOME", home.toString());
    builder.environment().put("MILLRACE_NO_BUILD", "1");
    return builder.start();
  }

  static Path work() throws IOException {
    return Files.createDirectories(ROOT.resolve("acceptance/target/work"));
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not within a checkout of Millrace");
      }
    }
    return folder;
  }
}
