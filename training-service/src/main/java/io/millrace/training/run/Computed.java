package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.store.RunRecord.Report;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a computing.
 *
 * @param usage empty where it was not measured
 */
public record Computed(Outcome outcome, Optional<Manifest.Usage> usage) {

  /** How it ended. */
  public sealed interface Outcome {}

  /**
   * The rows do not suffice.
   *
   * @param reason a plain sentence: what they lack
   * @param awaited how many more labelled rows are worth another look; null where nobody can tell
   */
  public record Waits(String reason, @Nullable Long awaited) implements Outcome {}

  /**
   * @param reason why no candidate may serve, in a plain sentence
   */
  public record Loses(String reason, Report report) implements Outcome {}

  /**
   * A version was made again.
   *
   * @param digests of its package's files, by name
   * @param metrics on the holdout
   */
  public record MadeAgain(Map<String, String> digests, Map<String, Double> metrics)
      implements Outcome {}

  /** A model that may serve lies in the job's folder as a package. */
  public record Wins(Report report) implements Outcome {}
}
