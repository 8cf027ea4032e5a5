package io.millrace.inference.score;

import java.util.List;

/** The rows of a request, in the form in which they came. */
public interface RowSource {

  /**
   * Writes all rows into columns.
   *
   * @return false where a row is not plainly good. What has been written counts for nothing then,
   *     and {@link #rows} tells what is wrong
   */
  boolean fill(RowColumns columns);

  /**
   * Every row as a map of its values by name; anything else is a bad row.
   *
   * @throws RuntimeException that the caller is answered with, where the request has no rows at all
   */
  List<?> rows();
}
