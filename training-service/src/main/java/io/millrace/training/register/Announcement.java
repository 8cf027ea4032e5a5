package io.millrace.training.register;

import io.millrace.message.ModelRegistered;
import io.millrace.message.Promotion;
import io.millrace.problem.Rollout;
import io.millrace.scoring.model.Manifest;

/** The message that tells of a stored version. */
public final class Announcement {

  private static final String TRAINING_ROWS = "training_rows";

  private Announcement() {}

  /**
   * @param rollout how the problem, as it stands, wants a new version to come into use; one that
   *     came from another environment keeps what it has to pass
   */
  public static ModelRegistered of(ModelStore.Stored stored, Rollout rollout) {
    Manifest manifest = stored.manifest();
    Promotion promotion = stored.promotion();
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
        manifest.createdAt(),
        promotion == null ? rollout : promotion.rollout(),
        promotion);
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
