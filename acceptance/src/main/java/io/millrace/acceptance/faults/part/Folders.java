package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run of the harness keeps things. */
public record Folders(Path root) {

  public Folders {
    root = root.toAbsolutePath().normalize();
  }

  /** What each part says. */
  public Path logs() {
    return made(root.resolve("logs"));
  }

  Path log(String part) {
    return logs().resolve(part + ".log");
  }

  Path broker() {
    return root.resolve("broker");
  }

  Path store() {
    return root.resolve("store");
  }

  /** What an instance of a service keeps for itself. */
  Path state(String part) {
    return made(root.resolve("state").resolve(part));
  }

  /** Copies of what lies in the store, for the accounting. */
  public Path copies() {
    return made(root.resolve("copies"));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
