package io.millrace.training.run;

import io.millrace.scoring.model.ModelPackage;
import io.millrace.training.register.ModelStore.NewModel;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A model from elsewhere on its way to becoming a version.
 *
 * @param run its name among the runs, though it is none
 * @param after the newest version before it
 * @param attempt different for other contents
 */
record AdoptedVersion(String run, int after, int attempt, Path made, Instant now)
    implements NewModel {

  @Override
  public void check() {
    // nobody else takes it up
  }

  @Override
  public ModelPackage write(Path folder, int version, String files) {
    return MadeVersion.write(
        made, folder, manifest -> manifest.registered(version, files, now, null));
  }
}
