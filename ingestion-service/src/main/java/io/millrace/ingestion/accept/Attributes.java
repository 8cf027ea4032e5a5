package io.millrace.ingestion.accept;

import org.jspecify.annotations.Nullable;

/** What a CloudEvents envelope says about its event; used where the row's own fields are silent. */
public record Attributes(@Nullable String id, @Nullable String time, @Nullable String subject) {

  public static final Attributes NONE = new Attributes(null, null, null);
}
