package io.millrace.starter.messaging;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is on the wire: ISO 8601 times, fields in the order of the records, bounded. */
public final class MillraceJson {

  /**
   * No message comes near; what does is meant to harm. A name may be as long as a text: a class is
   * a text in an event, and a name among probabilities and in a profile.
   */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxStringLength(5 << 20)
          .maxNameLength(50_000)
          .maxNumberLength(100)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private MillraceJson() {}

  /** Immutable and safe for concurrent use. Unknown fields are ignored. */
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
