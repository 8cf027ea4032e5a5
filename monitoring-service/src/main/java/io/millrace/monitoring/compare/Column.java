package io.millrace.monitoring.compare;

import org.jspecify.annotations.Nullable;

/** The values of one feature, or of the model's answers, in a window. */
public sealed interface Column {

  /**
   * @param values NaN where missing
   */
  @SuppressWarnings("ArrayRecordComponent") // columns are compared by what is in them, never kept
  record Numbers(double[] values) implements Column {}

  /**
   * @param values null where missing
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Words(@Nullable String[] values) implements Column {}
}
