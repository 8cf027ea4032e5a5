package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import java.nio.file.Path;

/**
 * A file in the store that no asset lists yet.
 *
 * @param local a copy, for the profile
 * @param correlationId of its last row; empty where it does not say
 */
record NewFile(LandedFile landed, Path local, String correlationId) {

  Source source() {
    return new Source(landed.kind(), landed.partition());
  }
}
