package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of packages: one for each problem, and in it one for each version. */
final class LocalPackages {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPackages.class);

  /** With less room than that a disk is called full. */
  private static final long FULL_BELOW = 16L << 20;

  private final Path folder;
  private final Room room;

  LocalPackages(Path folder) {
    this(folder, dir -> Files.getFileStore(dir).getUsableSpace());
  }

  LocalPackages(Path folder, Room room) {
    this.folder = folder.toAbsolutePath();
    this.room = room;
  }

  /** How many bytes are free on a folder's disk. */
  @FunctionalInterface
  interface Room {
    long in(Path folder) throws IOException;
  }

  Path dir(RegisteredModel registered) {
    return dir(registered.problem()).resolve(Integer.toString(registered.version()));
  }

  private Path dir(ProblemName problem) {
    return folder.resolve(problem.value());
  }

  boolean isFull() {
    try {
      return free() < FULL_BELOW;
    } catch (IOException e) {
      return false;
    }
  }

  /** How much is free, in a plain sentence part. */
  String room() {
    try {
      return "%d MB are free in %s".formatted(free() >> 20, folder);
    } catch (IOException e) {
      return "%s cannot be used".formatted(folder);
    }
  }

  private long free() throws IOException {
    Files.createDirectories(folder);
    return room.in(folder);
  }

  /** What a process that was killed had begun to fetch. */
  void removeAbandoned() {
    for (Path problem : children(folder)) {
      for (Path version : children(problem)) {
        if (name(version).startsWith(".")) {
          removeOrSay(version);
        }
      }
    }
  }

  void keepOnly(ProblemName problem, Set<Integer> versions) {
    Set<String> kept = versions.stream().map(String::valueOf).collect(Collectors.toSet());
    for (Path version : children(dir(problem))) {
      if (!kept.contains(name(version))) {
        removeOrSay(version);
      }
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> children(Path dir) {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(dir)) {
      return children.toList();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder {} cannot be looked through", dir, e);
      return List.of();
    }
  }

  /** What cannot be removed costs room and nothing else. */
  private static void removeOrSay(Path dir) {
    try {
      remove(dir);
    } catch (IOException e) {
      LOG.warn("The folder {} cannot be removed", dir, e);
    }
  }

  /** Removes a folder of files. */
  static void remove(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return;
    }
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(dir);
  }
}
