package io.millrace.acceptance.faults.part;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds Microsoft's emulator of Azure Blob Storage on the PATH, or gets it from npm. */
final class AzuriteProgram {

  private static final String VERSION = "3.37.0";

  private AzuriteProgram() {}

  /**
   * @param prefix where npm puts it
   */
  static Optional<Path> find(Path prefix) {
    return onPath("azurite-blob").or(() -> installed(prefix)).or(() -> install(prefix));
  }

  private static Optional<Path> installed(Path prefix) {
    return Optional.of(prefix.resolve("node_modules/.bin/azurite-blob"))
        .filter(Files::isExecutable);
  }

  private static Optional<Path> install(Path prefix) {
    Optional<Path> npm = onPath("npm");
    if (npm.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(prefix);
      int exit =
          new ProcessBuilder(
                  npm.get().toString(),
                  "install",
                  "--prefix",
                  prefix.toString(),
                  "azurite@" + VERSION)
              .redirectErrorStream(true)
              .redirectOutput(prefix.resolve("npm.log").toFile())
              .start()
              .waitFor();
      return exit == 0 ? installed(prefix) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessFailure("interrupted while npm fetched azurite", e);
    }
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
