package io.millrace.monitoring.messaging;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.observe.Progress;
import io.millrace.monitoring.observe.Watermark;
import io.millrace.starter.messaging.MillraceJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what lies in the state store, also where an earlier Millrace wrote it: what had another
 * name then, and counts that it did not keep.
 */
final class StoredJson {

  private static final JsonMapper MAPPER =
      MillraceJson.mapper()
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addMixIn(Delivery.class, OfDelivery.class)
          .addMixIn(Progress.class, OfProgress.class)
          .addMixIn(Flaw.Kind.class, OfKind.class)
          .build();

  private StoredJson() {}

  private interface OfDelivery {
    @JsonAlias("again")
    long duplicates();
  }

  private interface OfProgress {
    @JsonAlias("tide")
    @Nullable Watermark watermark();
  }

  private enum OfKind {
    @JsonAlias("AGAIN")
    DUPLICATE
  }

  static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }
}
