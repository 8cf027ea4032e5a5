package io.millrace.monitoring.messaging;

import io.millrace.starter.messaging.MillraceJson;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what lies in the state store. Counts that an earlier Millrace did not keep are 0. */
final class StoredJson {

  private static final JsonMapper MAPPER =
      MillraceJson.mapper()
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private StoredJson() {}

  static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }
}
