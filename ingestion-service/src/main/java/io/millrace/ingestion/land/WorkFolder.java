package io.millrace.ingestion.land;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files are made before they go to the store: a folder for each instance, below one that they
 * share. An instance holds a lock on its own, which it loses when it dies, however it dies; the
 * next to start removes what is left there.
 */
public final class WorkFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private final Path own;
  private final FileChannel lock;

  private WorkFolder(Path own, FileChannel lock) {
    this.own = own;
    this.lock = lock;
  }

  /** Makes a folder of its own, and removes those of instances that are gone. */
  public static WorkFolder open(Path shared) {
    try {
      Files.createDirectories(shared);
      removeAbandoned(shared);
      WorkFolder own = make(shared);
      while (own == null) {
        own = make(shared);
      }
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder %s cannot be used".formatted(shared), e);
    }
  }

  /** Null where another, starting at the same moment, took it for abandoned. */
  private static @Nullable WorkFolder make(Path shared) throws IOException {
    Path own = Files.createDirectory(shared.resolve(UUID.randomUUID().toString()));
    FileChannel lock = tryLock(own);
    return lock != null && Files.exists(own.resolve(LOCK)) ? new WorkFolder(own, lock) : null;
  }

  private static void removeAbandoned(Path shared) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(shared, Files::isDirectory)) {
      for (Path folder : folders) {
        try {
          removeIfAbandoned(folder);
        } catch (IOException e) {
          LOG.info("{} is not removed: {}", folder, e.toString());
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    if (Files.exists(folder.resolve(LOCK))) {
      try (FileChannel lock = tryLock(folder)) {
        if (lock != null) {
          removeAll(folder);
        }
      }
    }
  }

  private static @Nullable FileChannel tryLock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    }
    channel.close();
    return null;
  }

  private static void removeAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** A name for a new file. */
  Path file() {
    return own.resolve(UUID.randomUUID() + ".parquet");
  }

  /** How many files lie here. */
  public long files() {
    try (Stream<Path> files = Files.list(own)) {
      return files.filter(file -> !file.endsWith(LOCK)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (lock) {
      removeAll(own);
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder %s cannot be removed".formatted(own), e);
    }
  }
}
