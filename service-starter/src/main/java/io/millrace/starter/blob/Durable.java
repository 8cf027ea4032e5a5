package io.millrace.starter.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders and names that are safe from a power cut. */
final class Durable {

  private Durable() {}

  /** Makes the folders that are missing below one that has to be there. */
  static void createFolders(Path root, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path made = root;
    for (Path name : root.relativize(folder)) {
      Path above = made;
      made = made.resolve(name);
      if (!Files.isDirectory(made) && create(made)) {
        force(above);
      }
    }
  }

  private static boolean create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) {
        return false; // made by somebody else just now
      }
      throw e;
    }
  }

  /** A name is safe once its folder has been forced too. */
  static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** With the kind of failure, which a file's name alone does not tell. */
  static String reason(IOException e) {
    return "%s %s".formatted(e.getClass().getSimpleName(), e.getMessage());
  }
}
