package io.millrace.inference.load;

import io.millrace.problem.Data;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ScoringModel;
import java.time.Instant;

/**
 * A checked, loaded and warm model.
 *
 * @param data how rows are read, by the problem file that it was trained by
 */
public record ServedModel(ScoringModel model, Manifest manifest, Data data, Instant loadedAt)
    implements AutoCloseable {

  public int version() {
    return manifest.version();
  }

  @Override
  public void close() {
    model.close();
  }
}
