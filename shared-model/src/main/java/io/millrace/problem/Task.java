package io.millrace.problem;

/** What kind of value a model predicts. */
public enum Task {
  /** One of a set of labels, with a probability for each. */
  CLASSIFICATION,
  /** A number. */
  REGRESSION;

  /** The word in a problem file. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
