package io.millrace.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder that holds all state of one stack, readable by its owner alone. */
record Home(Path folder) {

  Home {
    folder = folder.toAbsolutePath().normalize();
  }

  Path blobs() {
    return folder.resolve("blobs");
  }

  Path broker() {
    return folder.resolve("broker");
  }

  Path state() {
    return folder.resolve("state");
  }

  Path brokerLog() {
    return folder.resolve("logs").resolve("broker.log");
  }

  Path serviceLog() {
    return folder.resolve("logs").resolve("services.log");
  }

  Path tokens() {
    return folder.resolve("tokens.json");
  }

  Path stack() {
    return folder.resolve("stack.json");
  }

  /** Makes what is missing. */
  void create() {
    try {
      Files.createDirectories(folder, only("rwx------"));
      Files.createDirectories(blobs());
      Files.createDirectories(broker());
      Files.createDirectories(state());
      Files.createDirectories(brokerLog().getParent());
    } catch (IOException e) {
      throw new StackFailure("cannot use %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Empty where another process holds it. Let go at the end of this process at the latest. */
  Optional<FileLock> tryLock() {
    Path file = folder.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StackFailure("cannot lock %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Replaces a file in one step; nobody but the owner may read it. */
  static void write(Path file, String text) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, only("rw-------"));
      Files.writeString(fresh, text);
      Files.move(
          fresh,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
