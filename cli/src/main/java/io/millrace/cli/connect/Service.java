package io.millrace.cli.connect;

import java.util.Locale;

/** The four services. */
public enum Service {
  INGESTION,
  TRAINING,
  INFERENCE,
  MONITORING;

  /** Its name in {@code stack.json}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The environment's variable that says where it is. */
  public String variable() {
    return "MILLRACE_" + name() + "_URL";
  }
}
