package io.millrace.ingestion.accept;

/**
 * Why a row is refused.
 *
 * @param field the offending one; empty where the row cannot be read at all
 */
public record Fault(String field, String found, String expected) {

  public Fault {
    found = Text.shown(found);
  }

  static Fault of(String field, Reading.Wrong wrong) {
    return new Fault(field, wrong.found(), wrong.expected());
  }
}
