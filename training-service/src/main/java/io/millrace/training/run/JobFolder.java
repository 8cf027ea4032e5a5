package io.millrace.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one computing, which goes with it. */
public record JobFolder(Path path) implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobFolder.class);

  static JobFolder below(Path parent, String run) {
    Path folder = parent.resolve(run + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(folder);
      return new JobFolder(folder.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder, e);
    }
  }

  /** The model that serves, as a package. */
  public Path champion() {
    return path.resolve("champion");
  }

  /** The model that was made, as a package. */
  public Path made() {
    return path.resolve("package");
  }

  /** What DuckDB has no room for in memory. */
  public Path spill() {
    return path.resolve("spill");
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> all = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} is not removed: {}", path, e.toString());
    }
  }
}
