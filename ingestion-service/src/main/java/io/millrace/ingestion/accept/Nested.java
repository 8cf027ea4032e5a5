package io.millrace.ingestion.accept;

/** Stands for a value that is no scalar: a row is flat, so what is inside does not matter. */
public enum Nested {
  OBJECT("an object"),
  ARRAY("an array");

  private final String words;

  Nested(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
