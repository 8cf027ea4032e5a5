package io.millrace.problem;

import java.util.Locale;

/** What a version that came from another environment has to pass before it answers. */
public enum Gate {
  /** A person who may decide which version serves. */
  PERSON,
  /** A run as a shadow, judged as any other. */
  SHADOW;

  /** The word in a problem file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
