package io.millrace.training.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads lines of bounded length: who knows what native code prints. */
final class Lines {

  private static final int LONGEST = 16 << 10;
  private static final int CHUNK = 1 << 14;

  private final byte[] line = new byte[LONGEST];
  private int length;

  /** Until the stream ends; what is longer than a line may be is cut. */
  static void read(InputStream from, Consumer<String> lines) {
    Lines reader = new Lines();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        reader.take(chunk, n, lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what the training process prints", e);
    }
    reader.end(lines);
  }

  private void take(byte[] chunk, int n, Consumer<String> lines) {
    for (int i = 0; i < n; i++) {
      if (chunk[i] == '\n') {
        end(lines);
      } else if (length < LONGEST) {
        line[length++] = chunk[i];
      }
    }
  }

  private void end(Consumer<String> lines) {
    if (length > 0) {
      String text = new String(line, 0, length, StandardCharsets.UTF_8);
      length = 0;
      lines.accept(text);
    }
  }
}
