package io.millrace.cli.bring;

import io.millrace.cli.connect.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A model's file; a folder becomes one for as long as it is needed.
 *
 * @param name as its owner calls it
 * @param isPacked whether it was made here
 */
public record ModelFile(Path path, String name, boolean isPacked) implements AutoCloseable {

  private static final String MLFLOW = "MLmodel";

  /** Reads nothing of it yet, but packs a folder. */
  public static ModelFile of(Path file) {
    Path name = file.toAbsolutePath().normalize().getFileName();
    if (name == null || !Files.exists(file)) {
      throw CommandFailure.misused("there is no file or folder " + file);
    }
    if (!Files.isDirectory(file)) {
      return new ModelFile(file, name.toString(), false);
    }
    if (!Files.isRegularFile(file.resolve(MLFLOW))) {
      throw CommandFailure.misused(
          "%s is a folder without a file %s; allowed: an MLflow model folder, or a file"
              .formatted(file, MLFLOW));
    }
    return new ModelFile(packed(file), name.toString(), true);
  }

  private static Path packed(Path folder) {
    try {
      Path zip = Files.createTempFile("millrace-model-", ".zip");
      try (OutputStream out = Files.newOutputStream(zip);
          ZipOutputStream entries = new ZipOutputStream(out);
          Stream<Path> tree = Files.walk(folder)) {
        List<Path> files =
            tree.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                .sorted()
                .toList();
        for (Path each : files) {
          String name = folder.relativize(each).toString().replace('\\', '/');
          ZipEntry entry = new ZipEntry(name);
          entry.setTime(0); // the same folder is the same file
          entries.putNextEntry(entry);
          Files.copy(each, entries);
          entries.closeEntry();
        }
        return zip;
      } catch (IOException e) {
        Files.deleteIfExists(zip);
        throw e;
      }
    } catch (IOException e) {
      throw CommandFailure.failed("cannot pack %s: %s".formatted(folder, e));
    }
  }

  @Override
  public void close() {
    if (isPacked) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        path.toFile().deleteOnExit();
      }
    }
  }
}
