package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import java.nio.file.Path;

/**
 * A file in the store that no asset lists yet.
 *
 * @param after between this offset and the file's first, the problem has no row: whoever has come
 *     as far as that, and not as far as its first, loses nothing and doubles nothing with it
 * @param local a copy, for the profile
 * @param correlationId of its last row; empty where it does not say
 */
record NewFile(Source source, LandedFile landed, long after, Path local, String correlationId) {

  String path() {
    return landed.path();
  }

  /** Whether a source that has landed up to a position goes on with this file. */
  boolean joins(long position) {
    return after <= position && position < landed.firstOffset();
  }

  NewFile joinedTo(long position) {
    return new NewFile(source, landed, Math.min(after, position), local, correlationId);
  }
}
