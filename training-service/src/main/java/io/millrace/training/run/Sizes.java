package io.millrace.training.run;

import java.util.Locale;

/** Amounts of memory for people. */
public final class Sizes {

  private Sizes() {}

  /** 512 MB, 1.9 GB. */
  public static String of(long bytes) {
    return bytes < 1L << 30
        ? "%d MB".formatted(bytes >> 20)
        : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
  }
}
