package io.millrace.starter.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer of a blob at a time: among the threads of a process by a lock in memory, among
 * processes by one of a few locked files, which the system frees when a process dies.
 */
final class FolderLocks {

  private static final int STRIPES = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** File locks are held by the whole process, in which several stores may share a folder. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;

  FolderLocks(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IOException also if the lock is not had in 5 s, as when its holder has been stopped
   */
  <T> T holding(String path, Work<T> work) throws IOException {
    Path file = folder.resolve("%02d".formatted(Math.floorMod(path.hashCode(), STRIPES)));
    ReentrantLock lock = THREADS.computeIfAbsent(file.toAbsolutePath(), _ -> new ReentrantLock());
    acquire(lock, path);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = acquire(channel, path)) {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  private static void acquire(ReentrantLock lock, String path) throws IOException {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw held(path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to write " + path, e);
    }
  }

  private static FileLock acquire(FileChannel channel, String path) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw held(path);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      lock = channel.tryLock();
    }
    return lock;
  }

  private static IOException held(String path) {
    return new IOException("another process holds the lock for writing " + path);
  }

  /** What is done while the lock is held. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }
}
