package io.millrace.training.adopt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;

/** A file from elsewhere, told by its content. Nothing in it is run or made into objects. */
public sealed interface ForeignFile {

  /** Larger ones are not taken into memory, however small they were packed. */
  long LARGEST = 512L << 20;

  /**
   * @param format in a word or two
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes handed on, never compared
  record Onnx(byte[] graph, String format) implements ForeignFile {}

  /**
   * @param format in a word or two
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes handed on, never compared
  record TorchScript(byte[] program, String format) implements ForeignFile {}

  /**
   * @param reason what it is, and what to bring instead
   */
  record Refused(String reason) implements ForeignFile {}

  /** Looks into a file. */
  static ForeignFile of(Path file, String name) {
    try {
      byte[] head = head(file);
      if (Pickles.isOne(head, name)) {
        return new Refused(Pickles.REFUSAL);
      }
      if (startsWith(head, "PK\u0003\u0004")) {
        return Archive.read(file);
      }
      if (startsWith(head, "\u0089HDF")) {
        return new Refused("it is an HDF5 file, as Keras writes them. " + Pickles.INSTEAD);
      }
      if (Files.size(file) > LARGEST) {
        return new Refused("it is larger than %d MB".formatted(LARGEST >> 20));
      }
      return new Onnx(Files.readAllBytes(file), "onnx");
    } catch (UnfitException e) {
      return new Refused(e.reason());
    } catch (ZipException e) {
      return new Refused("it begins as a zip file and is none: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(8);
    }
  }

  private static boolean startsWith(byte[] head, String magic) {
    byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= start.length
        && java.util.Arrays.equals(head, 0, start.length, start, 0, start.length);
  }

  /** Files that are programs for Python's unpickler. */
  final class Pickles {

    static final String INSTEAD =
        "Bring an ONNX file (skl2onnx with zipmap=False for scikit-learn, onnxmltools for XGBoost and LightGBM, torch.onnx.export) or TorchScript (torch.jit.save), or an MLflow folder that holds one.";

    static final String REFUSAL =
        "it is a pickle: to read it is to run whatever code is in it, and code from elsewhere is not run here. "
            + INSTEAD;

    private Pickles() {}

    static boolean isOne(byte[] head, String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean isNamedSo =
          lower.endsWith(".pkl") || lower.endsWith(".pickle") || lower.endsWith(".joblib");
      return isNamedSo
          || (head.length > 1 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5);
    }
  }
}
