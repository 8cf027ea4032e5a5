package io.millrace.starter.messaging;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is on the wire: ISO 8601 times, fields in the order of the records. */
public final class MillraceJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private MillraceJson() {}

  /** Immutable and safe for concurrent use. Unknown fields are ignored. */
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
