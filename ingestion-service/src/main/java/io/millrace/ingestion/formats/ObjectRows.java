package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** What one JSON object of a body stands for. */
@FunctionalInterface
interface ObjectRows {

  /** An object is a row. */
  static ObjectRows flat(JsonRows rows) {
    return parser -> new Fields(rows.object(parser), Attributes.NONE);
  }

  /** Reads the object that the parser stands at, to its end. */
  Reading read(JsonParser parser);

  /** The fields, or why there are none. */
  sealed interface Reading {}

  record Fields(Map<String, @Nullable Object> fields, Attributes attributes) implements Reading {}

  record Faulty(Fault fault) implements Reading {}
}
