package io.millrace.training.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.message.Cause;
import io.millrace.scoring.model.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One training, as it is written down when it starts and again when it ends.
 *
 * @param asset the data asset up to which rows were used
 * @param labels how many ground truths had landed when it started
 * @param version of the model it registered
 * @param reason why it registered none, in a plain sentence
 * @param waitsForData whether that was for want of data rather than of quality
 * @param interrupted whether the service ended before the run did
 * @param candidates what was trained, with metrics on the holdout
 * @param champion what served, on the same holdout
 * @param naive the metrics of answering the same each time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
    String run,
    State state,
    Cause cause,
    Instant startedAt,
    @Nullable Instant endedAt,
    long asset,
    long labels,
    String correlationId,
    @Nullable Integer version,
    @Nullable String reason,
    boolean waitsForData,
    boolean interrupted,
    List<Manifest.Candidate> candidates,
    Manifest.@Nullable Champion champion,
    Map<String, Double> naive) {

  /** How far it is. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("registered")
    REGISTERED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("failed")
    FAILED
  }

  public static RunRecord started(
      String run, Cause cause, Instant at, long asset, long labels, String correlationId) {
    return new RunRecord(
        run,
        State.RUNNING,
        cause,
        at,
        null,
        asset,
        labels,
        correlationId,
        null,
        null,
        false,
        false,
        List.of(),
        null,
        Map.of());
  }

  public RunRecord registered(int version, Report report, Instant at) {
    return ended(State.REGISTERED, version, null, false, false, report, at);
  }

  public RunRecord rejected(String reason, Report report, Instant at) {
    return ended(State.REJECTED, null, reason, false, false, report, at);
  }

  public RunRecord waitsForData(String reason, Instant at) {
    return ended(State.REJECTED, null, reason, true, false, Report.NONE, at);
  }

  public RunRecord failed(String reason, Instant at) {
    return ended(State.FAILED, null, reason, false, false, Report.NONE, at);
  }

  public RunRecord interrupted(Instant at) {
    return ended(
        State.FAILED,
        null,
        "the service ended before the run did; it is looked at again",
        false,
        true,
        Report.NONE,
        at);
  }

  private RunRecord ended(
      State end,
      @Nullable Integer model,
      @Nullable String why,
      boolean waits,
      boolean broken,
      Report report,
      Instant at) {
    return new RunRecord(
        run,
        end,
        cause,
        startedAt,
        at,
        asset,
        labels,
        correlationId,
        model,
        why,
        waits,
        broken,
        report.candidates(),
        report.champion(),
        report.naive());
  }

  /** What the candidates and those they were compared with reached. */
  public record Report(
      List<Manifest.Candidate> candidates,
      Manifest.@Nullable Champion champion,
      Map<String, Double> naive) {
    static final Report NONE = new Report(List.of(), null, Map.of());
  }
}
