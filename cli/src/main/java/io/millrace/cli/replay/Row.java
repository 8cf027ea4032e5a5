package io.millrace.cli.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a file, as it stands there. */
sealed interface Row {

  /** The line it starts at, from 1. */
  long line();

  /**
   * Fields by name.
   *
   * @param textual whether the format knows text only, so that "1" may be a number
   */
  record Fields(long line, boolean textual, Map<String, @Nullable Object> values) implements Row {}

  /** It cannot be read. */
  record Broken(long line, String found, String expected) implements Row {}
}
