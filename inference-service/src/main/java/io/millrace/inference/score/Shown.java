package io.millrace.inference.score;

/** What was found, short enough to be said back. */
public final class Shown {

  private static final int LONGEST = 80;

  private Shown() {}

  /** The beginning of a text; no character is cut in two. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** As {@link #of(String)}, of another length. */
  public static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
