package io.millrace.ingestion.land;

/** Quoting. */
final class Sql {

  private Sql() {}

  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }
}
