package io.millrace.scoring.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks a TorchScript program over before PyTorch sees it: its code may name none of PyTorch's
 * operators on files, and no operators or classes but PyTorch's.
 */
final class TorchScan {

  private static final long MOST_CODE = 16L << 20;
  private static final Pattern CODE = Pattern.compile("[^/]+/code/.*\\.py");
  private static final Pattern FILES =
      Pattern.compile("\\b(?:torch|ops\\.aten)\\.(_?(?:save|load|from_file)\\w*)\\s*\\(");
  private static final Pattern FOREIGN =
      Pattern.compile("\\b(?:ops\\.(?!prim\\.|aten\\.)\\w+|torch\\.classes)\\.\\w+");

  private TorchScan() {}

  /**
   * @throws IllegalArgumentException where there is something in it that is not to be run; the
   *     message is a plain sentence part
   */
  static void check(byte[] program) {
    try {
      Path copy = Files.createTempFile("program-", ".pt");
      try {
        check(Files.write(copy, program));
      } finally {
        Files.delete(copy);
      }
    } catch (ZipException e) {
      throw new IllegalArgumentException("the program is no zip file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's copy", e);
    }
  }

  /** By the zip file's directory, as PyTorch reads it. */
  private static void check(Path program) throws IOException {
    try (ZipFile zip = new ZipFile(program.toFile())) {
      List<? extends ZipEntry> code =
          zip.stream().filter(entry -> CODE.matcher(entry.getName()).matches()).toList();
      if (code.isEmpty()) {
        throw new IllegalArgumentException("the program is no TorchScript: it has no code");
      }
      for (ZipEntry entry : code) {
        check(text(zip, entry));
      }
    }
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] code = in.readNBytes((int) MOST_CODE + 1);
      if (code.length > MOST_CODE) {
        throw new IllegalArgumentException("the program's code is larger than 16 MB");
      }
      return new String(code, StandardCharsets.UTF_8);
    }
  }

  private static void check(String code) {
    Matcher files = FILES.matcher(code);
    if (files.find()) {
      throw new IllegalArgumentException(
          "the program reads or writes files (%s)".formatted(files.group(1)));
    }
    Matcher foreign = FOREIGN.matcher(code);
    if (foreign.find()) {
      throw new IllegalArgumentException(
          "the program uses %s, which is not PyTorch's own".formatted(foreign.group()));
    }
  }
}
