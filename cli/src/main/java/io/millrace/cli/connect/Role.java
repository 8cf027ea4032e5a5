package io.millrace.cli.connect;

import java.util.Locale;

/** Whose token a command shows; each uses the one that opens least. */
public enum Role {
  DATA_SCIENTIST,
  DEVICE,
  APPLICATION,
  OPERATOR,
  READER;

  /** Its name in {@code tokens.json}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
