package io.millrace.scoring.forecast;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a graph takes as one row, and what it answers to it. */
public enum Encoding {
  /** A window's values, oldest first; the answer has a number for each step of the horizon. */
  WINDOW,
  /** One step of the horizon: lags, rolling figures and its calendar; the answer is one number. */
  STEP;

  @JsonValue
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
