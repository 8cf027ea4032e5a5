package io.millrace.inference.score;

/** What was found, short enough to be said back. */
public final class Shown {

  private static final int LONGEST = 80;

  private Shown() {}

  /** The beginning of a text; no character is cut in two. */
  public static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
