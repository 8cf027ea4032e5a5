package io.millrace.training.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.message.Cause;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.prepare.Warning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One training, as far as it is.
 *
 * @param startedAt when it was decided on
 * @param asset the data asset up to which rows are used
 * @param labels how many ground truths had landed when it was decided on
 * @param attempt how often an instance has taken it up; 0 while none has
 * @param lease of the instance that does it now; null where none does
 * @param notBefore when it may be tried again after an attempt that failed
 * @param reason why it registered no model, or why its last attempt failed, in a plain sentence
 * @param report null until there is something to report
 * @param progress of the attempt that is on; null where none is
 * @param usage of the last attempt that was measured; null before that
 * @param awaited where it waits for data, how many more labelled rows are worth another look; null
 *     where nobody can tell
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
    int attempt,
    @Nullable Lease lease,
    @Nullable Instant notBefore,
    @Nullable Integer version,
    @Nullable String reason,
    boolean waitsForData,
    boolean setAside,
    @Nullable Report report,
    @Nullable Progress progress,
    @Nullable Usage usage,
    @Nullable Long awaited) {

  /** How far it is. */
  public enum State {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("registered")
    REGISTERED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED
  }

  /**
   * The right to do a run, for a while.
   *
   * @param owner the instance
   * @param until when another may take the run up, unless it was renewed
   */
  public record Lease(String owner, Instant until) {}

  /**
   * How far an attempt is.
   *
   * @param doing what it has come to, in a few words
   */
  public record Progress(int percent, String doing) {}

  /**
   * What an attempt used.
   *
   * @param advice what follows from it for the problem file, a plain sentence each
   */
  public record Usage(Manifest.Usage used, java.util.List<String> advice) {
    public Usage {
      advice = java.util.List.copyOf(advice);
    }
  }

  /**
   * What was seen on the way.
   *
   * @param duplicates events that had come before under the same id and were left out
   * @param best the candidate that did best, by name
   * @param warnings what makes the data suspect
   * @param sinceChange labelled rows since the world became another, by which models were made and
   *     judged; 0 where they did not suffice for that; null where no change was known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Report(
      long duplicates,
      @Nullable String best,
      java.util.List<Manifest.Candidate> candidates,
      Manifest.@Nullable Champion champion,
      java.util.Map<String, Double> naive,
      java.util.List<Warning> warnings,
      @Nullable Long sinceChange) {

    /** Records of before have no warnings. */
    public Report {
      warnings = known(warnings);
    }

    private static java.util.List<Warning> known(java.util.@Nullable List<Warning> warnings) {
      return warnings == null ? java.util.List.of() : java.util.List.copyOf(warnings);
    }
  }

  public static RunRecord queued(
      String run, Cause cause, Instant at, long asset, long labels, String correlationId) {
    return new RunRecord(
        run,
        State.QUEUED,
        cause,
        at,
        null,
        asset,
        labels,
        correlationId,
        0,
        null,
        null,
        null,
        null,
        false,
        false,
        null,
        null,
        null,
        null);
  }

  @JsonIgnore
  public boolean isOpen() {
    return state == State.QUEUED || state == State.RUNNING;
  }

  /** Whether any instance may take it up. */
  public boolean isFree(Instant now) {
    return switch (state) {
      case QUEUED -> notBefore == null || !now.isBefore(notBefore);
      case RUNNING -> lease == null || !now.isBefore(lease.until());
      case REGISTERED, REJECTED, FAILED, CANCELLED -> false;
    };
  }

  /** Whether this attempt of this instance is the one that counts. */
  public boolean isHeldBy(String owner, int attempt) {
    return state == State.RUNNING
        && lease != null
        && lease.owner().equals(owner)
        && this.attempt == attempt;
  }

  public RunRecord taken(Lease by) {
    return with(State.RUNNING, attempt + 1, by, null, reason, null);
  }

  public RunRecord renewed(Lease by, @Nullable Progress reached) {
    return with(state, attempt, by, null, reason, reached);
  }

  /** Given up without fault: the attempt does not count. */
  public RunRecord givenBack() {
    return with(State.QUEUED, attempt - 1, null, null, reason, null);
  }

  public RunRecord failedOnce(String why, Instant notBefore) {
    return with(State.QUEUED, attempt, null, notBefore, why, null);
  }

  private RunRecord with(
      State next,
      int attempts,
      @Nullable Lease by,
      @Nullable Instant later,
      @Nullable String why,
      @Nullable Progress reached) {
    return new RunRecord(
        run,
        next,
        cause,
        startedAt,
        null,
        asset,
        labels,
        correlationId,
        attempts,
        by,
        later,
        null,
        why,
        false,
        false,
        report,
        reached,
        usage,
        null);
  }

  /** The same, with what its last attempt used. */
  public RunRecord having(@Nullable Usage used) {
    return new RunRecord(
        run,
        state,
        cause,
        startedAt,
        endedAt,
        asset,
        labels,
        correlationId,
        attempt,
        lease,
        notBefore,
        version,
        reason,
        waitsForData,
        setAside,
        report,
        progress,
        used == null ? usage : used,
        awaited);
  }

  public RunRecord registered(int model, @Nullable Report seen, Instant at) {
    return ended(State.REGISTERED, model, null, false, false, seen, null, at);
  }

  public RunRecord rejected(String why, Report seen, Instant at) {
    return ended(State.REJECTED, null, why, false, false, seen, null, at);
  }

  /**
   * @param more labelled rows that are worth another look; null where nobody can tell
   */
  public RunRecord waitsForData(String why, @Nullable Long more, Instant at) {
    return ended(State.REJECTED, null, why, true, false, null, more, at);
  }

  public RunRecord failed(String why, Instant at) {
    return ended(State.FAILED, null, why, false, false, null, null, at);
  }

  public RunRecord cancelled(String why, Instant at) {
    return ended(State.CANCELLED, null, why, false, false, report, null, at);
  }

  public RunRecord setAside(String why, Instant at) {
    return ended(State.FAILED, null, why, false, true, null, null, at);
  }

  private RunRecord ended(
      State end,
      @Nullable Integer model,
      @Nullable String why,
      boolean waits,
      boolean aside,
      @Nullable Report seen,
      @Nullable Long more,
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
        attempt,
        null,
        null,
        model,
        why,
        waits,
        aside,
        seen,
        null,
        usage,
        more);
  }
}
