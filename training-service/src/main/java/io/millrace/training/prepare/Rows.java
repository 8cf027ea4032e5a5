package io.millrace.training.prepare;

/**
 * A choice of the labelled rows.
 *
 * @param where in SQL
 */
record Rows(String where) {

  /** The rows numbered within [{@code first}, {@code end}). */
  static Rows within(long first, long end) {
    return new Rows("nr >= %d AND nr < %d".formatted(first, end));
  }

  Rows and(String also) {
    return new Rows("(%s) AND (%s)".formatted(where, also));
  }

  Rows since(long first) {
    return and("nr >= " + first);
  }
}
