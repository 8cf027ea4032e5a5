package io.millrace.ingestion.land;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** A column of a file that holds a feature, or the truth. */
record Column(String name, Type type) {

  enum Type {
    NUMBER("DOUBLE"),
    TEXT("VARCHAR"),
    BOOL("BOOLEAN");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }
  }

  static Column of(Feature feature) {
    return switch (feature) {
      case Feature.Number number -> new Column(number.name(), Type.NUMBER);
      case Feature.Category category -> new Column(category.name(), Type.TEXT);
      case Feature.Bool bool -> new Column(bool.name(), Type.BOOL);
    };
  }

  /** For a field that no schema names. */
  static Column of(String name, Object value) {
    return new Column(
        name,
        switch (value) {
          case Number _ -> Type.NUMBER;
          case Boolean _ -> Type.BOOL;
          default -> Type.TEXT;
        });
  }

  String definition() {
    return Sql.name(name) + " " + type.sql;
  }

  /** A value of another type (its problem was stated anew meanwhile) is null, or its text. */
  void append(@Nullable Object value, DuckDBAppender row) throws SQLException {
    switch (type) {
      case NUMBER -> {
        if (value instanceof Number number) {
          row.append(number.doubleValue());
        } else {
          row.appendNull();
        }
      }
      case BOOL -> {
        if (value instanceof Boolean bool) {
          row.append(bool.booleanValue());
        } else {
          row.appendNull();
        }
      }
      case TEXT -> {
        if (value == null) {
          row.appendNull();
        } else {
          row.append(Label.of(value));
        }
      }
    }
  }
}
