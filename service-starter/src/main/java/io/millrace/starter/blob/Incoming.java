package io.millrace.starter.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder of contents on their way, each under the name of its call, where it stays until the
 * call is done: a blob that is the same file was made by that call.
 */
record Incoming(Path folder) {

  /** Makes the folder where there is none, and tidies it. */
  void open() throws IOException {
    Files.createDirectories(folder);
    removeAbandoned();
  }

  /** What a process that was killed while writing left behind. */
  private void removeAbandoned() throws IOException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(yesterday)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          continue; // finished by whoever is writing it
        }
      }
    }
  }

  /**
   * @throws NoSuchFileException when it is gone, and with it the whole store
   */
  void requirePresent() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "the blob folder is gone");
    }
  }

  /** Writes a call's content, and forces it to the disk. */
  void write(UUID call, Writing writing) throws IOException {
    requirePresent();
    Path file = file(call);
    Files.deleteIfExists(file);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      writing.to(out);
      channel.force(true);
    } catch (IOException e) {
      forget(call);
      throw e;
    }
  }

  /**
   * @return false if the name is taken by another call's
   */
  boolean link(UUID call, Path target) throws IOException {
    try {
      Files.createLink(target, file(call));
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(target)) {
        forget(call);
        throw e;
      }
      return became(target, call);
    }
  }

  /** Puts a call's content in another's place, and keeps it here under its name. */
  void move(UUID call, Path target) throws IOException {
    Path moving = folder.resolve(call + ".moving");
    Files.deleteIfExists(moving);
    Files.createLink(moving, file(call));
    Files.move(moving, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether a blob was made by a call. */
  boolean became(Path blob, UUID call) throws IOException {
    Path file = file(call);
    try {
      return Files.exists(file) && Files.isSameFile(blob, file);
    } catch (NoSuchFileException e) {
      return false; // removed since
    }
  }

  void forget(UUID call) throws IOException {
    Files.deleteIfExists(file(call));
  }

  private Path file(UUID call) {
    return folder.resolve(call.toString());
  }

  /** Puts a blob's content into a file. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }
}
