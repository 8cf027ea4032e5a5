package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.training.decide.OpenDrift;
import java.util.Optional;

/**
 * The first drift noticed of each model version. It is kept because the message that told of it is
 * not read again after a restart, and the drift may be open still.
 */
public final class DriftJournal {

  private final BlobStore blobs;

  public DriftJournal(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Without effect where a drift of the version is kept already. */
  public void keep(ProblemName problem, OpenDrift drift) {
    blobs.create(
        path(problem, drift.modelVersion()), MillraceJson.mapper().writeValueAsBytes(drift));
  }

  public Optional<OpenDrift> of(ProblemName problem, int modelVersion) {
    return blobs
        .read(path(problem, modelVersion))
        .map(json -> MillraceJson.mapper().readValue(json, OpenDrift.class));
  }

  private static String path(ProblemName problem, int modelVersion) {
    return "problems/%s/drifts/v%d.json".formatted(problem, modelVersion);
  }
}
