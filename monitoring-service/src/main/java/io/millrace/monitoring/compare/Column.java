package io.millrace.monitoring.compare;

/**
 * The values of one feature, or of the model's answers, in a window: not the values themselves but
 * sketches of them, which take no more memory for a million than for some thousands.
 */
public sealed interface Column permits NumberColumn, WordColumn {

  /** How many values were missing. */
  long missing();

  /** The sketch of those that were there. */
  byte[] sketch();
}
