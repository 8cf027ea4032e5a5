package io.millrace.cli.show;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A share drawn as a bar. */
public final class Bar {

  private static final String BLOCK = isUnicode() ? "\u2588" : "#";

  private Bar() {}

  /**
   * @param share of the longest; below 0 counts as 0
   * @param longest in characters
   */
  public static String of(double share, int longest) {
    return BLOCK.repeat((int) Math.round(Math.clamp(share, 0, 1) * longest));
  }

  private static boolean isUnicode() {
    String encoding = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    return encoding.toUpperCase(Locale.ROOT).equals(StandardCharsets.UTF_8.name());
  }
}
