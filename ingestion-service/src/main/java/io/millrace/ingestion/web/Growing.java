package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes that grow with what comes, never with what a sender says will come. */
final class Growing {

  private static final int FIRST = 16 * 1024;

  private final int max;
  private final String setting;
  private final Budget budget;
  private byte[] bytes;
  private int size;

  /**
   * @param setting that says how many there may be
   */
  Growing(int max, String setting, Budget budget) {
    this.max = max;
    this.setting = setting;
    this.budget = budget;
    int first = Math.min(FIRST, max);
    budget.take(first);
    this.bytes = new byte[first];
  }

  void readFrom(InputStream in) throws IOException {
    for (int n = read(in); n >= 0; n = read(in)) {
      size += n;
    }
  }

  private int read(InputStream in) throws IOException {
    if (size < bytes.length) {
      return in.read(bytes, size, bytes.length - size);
    }
    int next = in.read();
    if (next < 0) {
      return -1;
    }
    grow();
    bytes[size] = (byte) next;
    return 1;
  }

  private void grow() {
    if (size == max) {
      throw new BodyIntake.BodyTooLargeException(max, setting);
    }
    int larger = (int) Math.min(max, 2L * size);
    budget.take(larger - size);
    bytes = Arrays.copyOf(bytes, larger);
  }

  byte[] toArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
