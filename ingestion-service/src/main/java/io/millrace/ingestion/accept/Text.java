package io.millrace.ingestion.accept;

/**
 * Text that can be written as UTF-8. JSON lets half a character through (an escaped surrogate
 * without its other half), which no message and no file can hold.
 */
public final class Text {

  private static final int REPLACEMENT = '?';

  private Text() {}

  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(Text::isHalf);
  }

  /** Halves of characters become question marks. */
  public static String whole(String text) {
    return isWhole(text)
        ? text
        : text.codePoints()
            .map(c -> isHalf(c) ? REPLACEMENT : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** For showing: halves of characters and control characters become question marks. */
  public static String shown(String text) {
    boolean clean = text.codePoints().noneMatch(c -> isHalf(c) || Character.isISOControl(c));
    return clean
        ? text
        : text.codePoints()
            .map(c -> isHalf(c) || Character.isISOControl(c) ? REPLACEMENT : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
