package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;

/**
 * A version that may serve.
 *
 * @param path of its folder in the blob store
 * @param manifestDigest that its manifest has to have
 * @param correlationId of the turn of the loop that made it
 */
public record RegisteredModel(
    ProblemName problem, int version, String path, String manifestDigest, String correlationId) {

  /** Whether a manifest says that it is this version's. */
  boolean isOf(Manifest manifest) {
    return manifest.problem().equals(problem) && manifest.version() == version;
  }
}
