package io.millrace.ingestion.accept;

import org.jspecify.annotations.Nullable;

/** How a value that was found is named to the sender. */
public final class Found {

  private static final int MAX_SHOWN = 60;

  private Found() {}

  /** {@code text 'hot'}, {@code number 7}, {@code true}, {@code an object}, {@code null}. */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "text '%s'".formatted(shortened(text));
      case Number number -> "number " + shortened(number.toString());
      case Nested nested -> nested.words();
      default -> shortened(value.toString());
    };
  }

  private static String shortened(String text) {
    return Text.shown(text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text);
  }
}
