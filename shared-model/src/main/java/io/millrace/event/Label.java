package io.millrace.event;

/** The written form of a true or predicted class, so that 1, 1.0, "1" and true compare alike. */
public final class Label {

  private Label() {}

  /**
   * A whole number without its fraction, a boolean as {@code true} or {@code false}, any other
   * value as its text.
   */
  public static String of(Object value) {
    if (value instanceof java.lang.Number number) {
      double d = number.doubleValue();
      return d == Math.rint(d) && Math.abs(d) < 1e15 ? Long.toString((long) d) : number.toString();
    }
    return value.toString().strip();
  }
}
