package io.millrace.starter.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A folder of this instance alone, empty at first, below one that instances share. An instance
 * holds a lock on its own, which it loses when it dies, however it dies; the next to start removes
 * what is left there.
 */
public final class WorkFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  /**
   * What this process has locked. The lock must not even be opened a second time: closing it would
   * end the first.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path own;
  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path own, Path path, FileChannel lock) {
    this.own = own;
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes a folder below the shared one, and removes those of instances that are gone.
   *
   * @throws UncheckedIOException where none can be made
   */
  public static WorkFolder below(Path shared) {
    try {
      Path parent = Files.createDirectories(shared).toRealPath();
      removeAbandoned(parent);
      Optional<WorkFolder> own = make(parent);
      while (own.isEmpty()) {
        own = make(parent);
      }
      return own.get();
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder %s cannot be used".formatted(shared), e);
    }
  }

  /** Empty where another, starting at the same moment, took it for abandoned. */
  private static Optional<WorkFolder> make(Path parent) throws IOException {
    Path own = parent.resolve(UUID.randomUUID().toString());
    HERE.add(own);
    Path lockFile = Files.createDirectory(own).resolve(LOCK);
    FileChannel lock =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() != null && Files.exists(lockFile)) {
      return Optional.of(new WorkFolder(own, Files.createDirectory(own.resolve("files")), lock));
    }
    lock.close();
    HERE.remove(own);
    return Optional.empty();
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path folder : folders) {
        if (Files.exists(folder.resolve(LOCK)) && HERE.add(folder)) {
          try {
            removeIfAbandoned(folder);
          } finally {
            HERE.remove(folder);
          }
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        removeAll(folder);
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.info("{} is not removed: {}", folder, e.toString());
    }
  }

  /** The lock goes last: a folder without one is not known to be ours. */
  private static void removeAll(Path folder) throws IOException {
    Path lockFile = folder.resolve(LOCK);
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, entry -> !entry.equals(lockFile))) {
      for (Path entry : left) {
        FileSystemUtils.deleteRecursively(entry);
      }
    }
    Files.deleteIfExists(lockFile);
    Files.deleteIfExists(folder);
  }

  public Path path() {
    return path;
  }

  /** Removes the folder; what cannot be removed is left to the next instance to start. */
  @Override
  public void close() {
    try (lock) {
      removeAll(own);
    } catch (IOException e) {
      LOG.info("{} is not removed: {}", own, e.toString());
    } finally {
      HERE.remove(own);
    }
  }
}
