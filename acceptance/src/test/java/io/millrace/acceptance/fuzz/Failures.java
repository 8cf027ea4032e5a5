package io.millrace.acceptance.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Keeps each input that failed, so that it alone can be tried again. */
final class Failures {

  private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

  private Failures() {}

  static Path keep(String boundary, byte[] input) throws IOException {
    CRC32 name = new CRC32();
    name.update(input);
    Path folder = Files.createDirectories(FOLDER.resolve(boundary));
    return Files.write(
        folder.resolve("crash-" + HexFormat.of().toHexDigits((int) name.getValue())), input);
  }

  /** The inputs of a replay that belong to a boundary: the file, if it lies in its folder. */
  static List<byte[]> replay(Path file, String boundary) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean its = folder != null && folder.endsWith(boundary);
    return its ? List.of(Files.readAllBytes(file)) : List.of();
  }
}
