package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that somebody brings.
 *
 * @param file its copy here
 * @param name as its owner calls it
 * @param digest {@code sha256:…}
 * @param classes in the order of its probabilities; empty where nobody has said
 * @param by who brings it
 */
public record Sent(
    Path file, String name, long bytes, String digest, List<String> classes, String by) {

  private static final int SHORT = 12;

  public Sent {
    classes = List.copyOf(classes);
  }

  Manifest.Origin origin(String format) {
    return new Manifest.Origin(name, format, digest, bytes, by, null);
  }

  /** What its runs are called, but for their number. */
  String run() {
    String hex = digest.substring(digest.indexOf(':') + 1);
    String short12 = hex.substring(0, Math.min(SHORT, hex.length()));
    return classes.isEmpty()
        ? "import-%s".formatted(short12)
        : "import-%s-%08x".formatted(short12, classes.hashCode());
  }
}
