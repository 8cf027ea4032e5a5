package io.millrace.ingestion.accept;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a request, in the order in which they came. */
public sealed interface Incoming {

  /** In the request, from 0. */
  int position();

  /** As it came. */
  Slice content();

  /**
   * A row whose fields could be told apart.
   *
   * @param fields {@link String}, {@link Number}, {@link Boolean}, {@link Nested} or null by name
   * @param textual whether its format knows only text, so that numbers are still to be parsed and
   *     an empty text means nothing
   */
  record Row(
      int position,
      Slice content,
      Map<String, @Nullable Object> fields,
      boolean textual,
      Attributes attributes)
      implements Incoming {}

  /** A row that cannot be read, among others that perhaps can. */
  record Unreadable(int position, Slice content, Fault fault) implements Incoming {}
}
