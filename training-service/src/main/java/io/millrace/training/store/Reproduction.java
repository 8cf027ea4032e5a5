package io.millrace.training.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest attempt to train a version again from its manifest, and what came of it.
 *
 * @param change counts, so that no content comes back
 * @param owner the instance that does it, or did
 * @param until when the instance is given up, unless it gives a sign of life
 * @param files of the package, but for the manifest; empty until they are made
 * @param metrics on the holdout that are not what they were
 * @param environment what trains here, where it is not what trained then
 * @param reason why nothing could be compared, in a plain sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reproduction(
    long change,
    int version,
    State state,
    String owner,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant until,
    List<File> files,
    List<Difference> metrics,
    List<Difference> environment,
    @Nullable String reason) {

  /** How far it is. */
  public enum State {
    @JsonProperty("running")
    RUNNING,
    /** Each file is the same, byte by byte. */
    @JsonProperty("identical")
    IDENTICAL,
    @JsonProperty("different")
    DIFFERENT,
    @JsonProperty("failed")
    FAILED
  }

  /**
   * @param registered digest, by the manifest
   * @param reproduced digest, of what was made now
   */
  public record File(String name, String registered, String reproduced, boolean identical) {

    public static File of(String name, String registered, String reproduced) {
      return new File(name, registered, reproduced, registered.equals(reproduced));
    }
  }

  /**
   * @param then null where there was none
   * @param now null where there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Difference(String name, @Nullable String then, @Nullable String now) {}

  /** What is compared once all is made. */
  public record Comparison(
      List<File> files, List<Difference> metrics, List<Difference> environment) {

    boolean isIdentical() {
      return files.stream().allMatch(File::identical);
    }
  }

  static Reproduction started(long change, int version, String owner, Instant now, Instant until) {
    return new Reproduction(
        change,
        version,
        State.RUNNING,
        owner,
        now,
        null,
        until,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  Reproduction renewed(Instant later) {
    return new Reproduction(
        change + 1,
        version,
        state,
        owner,
        startedAt,
        null,
        later,
        files,
        metrics,
        environment,
        reason);
  }

  Reproduction compared(Comparison found, Instant now) {
    State end = found.isIdentical() ? State.IDENTICAL : State.DIFFERENT;
    return ended(end, found, null, now);
  }

  Reproduction failed(String why, Instant now) {
    return ended(State.FAILED, new Comparison(List.of(), List.of(), List.of()), why, now);
  }

  private Reproduction ended(State end, Comparison found, @Nullable String why, Instant now) {
    return new Reproduction(
        change + 1,
        version,
        end,
        owner,
        startedAt,
        now,
        null,
        found.files(),
        found.metrics(),
        found.environment(),
        why);
  }

  /** As it is to be understood now: an instance that gives no sign of life has ended. */
  Reproduction at(Instant now) {
    return state == State.RUNNING && until != null && !now.isBefore(until)
        ? failed("the instance that did it has ended", until)
        : this;
  }
}
