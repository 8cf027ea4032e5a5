package io.millrace.starter.blob;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java has no exception of its own for it: it is known by what the system says. */
final class FullDisk {

  private static final List<String> SAID =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

  private FullDisk() {}

  static boolean is(IOException failure) {
    return says(failure.getMessage())
        || (failure instanceof FileSystemException file && says(file.getReason()));
  }

  private static boolean says(@Nullable String message) {
    return message != null && SAID.stream().anyMatch(message::contains);
  }

  static BlobStoreFullException said(String failure, Path folder, IOException cause) {
    return new BlobStoreFullException(
        "%s: the disk is full. %s are free in %s; make room or move the folder to a larger disk"
            .formatted(failure, free(folder), folder),
        cause);
  }

  private static String free(Path folder) {
    try {
      return "%,d KiB".formatted(Files.getFileStore(folder).getUsableSpace() / 1024);
    } catch (IOException e) {
      return "unknown many bytes";
    }
  }
}
