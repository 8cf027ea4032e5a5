package io.millrace.training.register;

import io.millrace.message.ModelRegistered;
import io.millrace.scoring.model.Manifest;

/** The message that tells of a stored version; made anew, it is the same. */
public final class Announcement {

  private static final String TRAINING_ROWS = "training_rows";

  private Announcement() {}

  public static ModelRegistered of(ModelStore.Stored stored) {
    Manifest manifest = stored.manifest();
    return new ModelRegistered(
        manifest.problem(),
        manifest.version(),
        stored.path(),
        stored.manifestDigest(),
        manifest.algorithm(),
        manifest.metric(),
        manifest.metrics(),
        trainingRows(manifest),
        manifest.run(),
        manifest.cause(),
        manifest.createdAt());
  }

  /** How many rows it was trained on; of series, how many values. */
  public static long trainingRows(Manifest manifest) {
    if (manifest.parameters().get(TRAINING_ROWS) instanceof Number rows) {
      return rows.longValue();
    }
    Manifest.Training training = manifest.training();
    return training == null ? 0 : training.rows();
  }
}
