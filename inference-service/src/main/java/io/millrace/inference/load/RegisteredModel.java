package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.scoring.model.Manifest;

/**
 * A version that may serve.
 *
 * @param path of its folder in the blob store
 * @param manifestDigest that its manifest has to have
 * @param correlationId of the turn of the loop that made it
 * @param rollout how it comes into use
 * @param packaged the number that its manifest says: another one where it was made in another
 *     environment
 */
public record RegisteredModel(
    ProblemName problem,
    int version,
    String path,
    String manifestDigest,
    String correlationId,
    Rollout rollout,
    int packaged) {

  /** One that was made here. */
  public RegisteredModel(
      ProblemName problem,
      int version,
      String path,
      String manifestDigest,
      String correlationId,
      Rollout rollout) {
    this(problem, version, path, manifestDigest, correlationId, rollout, version);
  }

  /** One that serves as soon as it can. */
  public RegisteredModel(
      ProblemName problem, int version, String path, String manifestDigest, String correlationId) {
    this(problem, version, path, manifestDigest, correlationId, Rollout.IMMEDIATE);
  }

  /** Whether a manifest says that it is this version's. */
  boolean isOf(Manifest manifest) {
    return manifest.problem().equals(problem) && manifest.version() == packaged;
  }
}
