package io.millrace.problem;

/** What kind of value a model predicts. */
public enum Task {
  /** One of a set of labels, with a probability for each. */
  CLASSIFICATION,
  /** A number. */
  REGRESSION,
  /** The next values of a series. */
  FORECASTING;

  /** Whether the target is a number. */
  public boolean isOfNumbers() {
    return this != CLASSIFICATION;
  }

  /** The word in a problem file. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
