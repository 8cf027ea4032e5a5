package io.millrace.ingestion.accept;

/** Stands for a value that is no scalar: a row is flat, so what is inside does not matter. */
public enum Nested {
  OBJECT("an object"),
  ARRAY("an array"),

  /** A number that is not read at all, since reading it would take long. */
  LONG_NUMBER("a number of more digits than max-digits");

  private final String words;

  Nested(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
