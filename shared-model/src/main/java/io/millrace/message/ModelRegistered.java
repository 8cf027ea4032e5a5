package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model version is complete in the blob store and better than what serves.
 *
 * @param version 1, 2, 3 without gaps
 * @param path of the package's folder in the blob store
 * @param manifestDigest {@code sha256:} and 64 hexadecimal digits of {@code manifest.json}, which
 *     holds the digests of the rest
 * @param algorithm the winner's, in the words of a problem file
 * @param metric the one that decided
 * @param metrics the winner's on the holdout, by name
 * @param rows how many it was trained on
 * @param rollout how it comes into use; null where an earlier Millrace registered it, which knew
 *     only {@link Rollout#IMMEDIATE}
 * @param promotion how it came from another environment; null where it was made or brought here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRegistered(
    ProblemName problem,
    int version,
    String path,
    String manifestDigest,
    String algorithm,
    Metric metric,
    Map<String, Double> metrics,
    long rows,
    String run,
    Cause cause,
    Instant registeredAt,
    @Nullable Rollout rollout,
    @Nullable Promotion promotion)
    implements ControlMessage {

  /** One that was made here. */
  public ModelRegistered(
      ProblemName problem,
      int version,
      String path,
      String manifestDigest,
      String algorithm,
      Metric metric,
      Map<String, Double> metrics,
      long rows,
      String run,
      Cause cause,
      Instant registeredAt,
      @Nullable Rollout rollout) {
    this(
        problem,
        version,
        path,
        manifestDigest,
        algorithm,
        metric,
        metrics,
        rows,
        run,
        cause,
        registeredAt,
        rollout,
        null);
  }

  /** The number that the package's manifest says, which is that of where it was made. */
  @JsonIgnore
  public int packaged() {
    return promotion == null ? version : promotion.packaged();
  }
}
