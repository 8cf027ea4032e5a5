package io.millrace.training.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this instance alone, for as long as it lives, emptied at the start: what an instance
 * that was killed left behind goes, and two that are given the same folder share nothing.
 */
public final class WorkFolder implements AutoCloseable {

  private static final int MOST = 64;
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path lockFile;
  private final FileLock lock;

  private WorkFolder(Path path, Path lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** The first folder below that no living instance has. */
  public static WorkFolder below(Path parent) {
    try {
      Files.createDirectories(parent);
      for (int i = 1; i <= MOST; i++) {
        Path lockFile = parent.toAbsolutePath().normalize().resolve(i + ".lock");
        Optional<FileLock> lock = lock(lockFile);
        if (lock.isPresent()) {
          Path path = parent.resolve(String.valueOf(i));
          empty(path);
          return new WorkFolder(Files.createDirectories(path), lockFile, lock.get());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + parent, e);
    }
    throw new IllegalStateException(
        "millrace.training.work-dir: %d instances use %s already".formatted(MOST, parent));
  }

  /** A file that this process has locked must not even be opened: closing it ends the lock. */
  private static Optional<FileLock> lock(Path file) throws IOException {
    if (!HERE.add(file)) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      HERE.remove(file);
    }
    return Optional.ofNullable(lock);
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException("lock of " + path, e);
    }
    HERE.remove(lockFile);
  }
}
