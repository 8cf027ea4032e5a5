package io.millrace.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.message.Cause;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.prepare.Warning;
import io.millrace.training.search.Trial;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.store.RunRecord.Report;
import io.millrace.training.store.RunRecord.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in the list of them.
 *
 * @param lease who does it now; null where nobody does
 * @param setAside whether it was given up after as many attempts as a run gets
 * @param metric by which candidates are compared, as the problem is stated now
 * @param trials how many have ended
 * @param bestTrial the best of them so far, while the run is on
 * @param duplicates events that had come before under the same id and were left out
 * @param naive metrics of what takes no learning, on the same rows
 * @param naiveAnswer what that is, in words
 * @param warnings what makes the data suspect, a plain sentence each
 * @param progress of the attempt that is on
 * @param usage what the last attempt used of what it was given, and what follows from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunEntry(
    String run,
    RunRecord.State state,
    Cause cause,
    Instant startedAt,
    @Nullable Instant endedAt,
    long asset,
    long labels,
    String correlationId,
    int attempt,
    @Nullable LeaseEntry lease,
    @Nullable Instant notBefore,
    @Nullable Integer version,
    @Nullable String reason,
    boolean waitsForData,
    boolean setAside,
    Metric metric,
    long trials,
    @Nullable TrialEntry bestTrial,
    @Nullable Long duplicates,
    List<Manifest.Candidate> candidates,
    Manifest.@Nullable Champion champion,
    Map<String, Double> naive,
    String naiveAnswer,
    List<String> warnings,
    @Nullable Progress progress,
    @Nullable Usage usage) {

  /**
   * @param expired whether any instance may take the run up
   */
  record LeaseEntry(String owner, Instant until, boolean expired) {}

  /** A trial in few words; the metric is that of the search. */
  record TrialEntry(int trial, String algorithm, String history, int step, double metric) {

    static TrialEntry of(Trial trial, Trial.Best best) {
      return new TrialEntry(
          trial.number(),
          trial.algorithm().word(),
          trial.history(),
          best.at().step(),
          best.at().metric());
    }
  }

  static RunEntry of(
      RunRecord run, Define define, Instant now, long trials, @Nullable TrialEntry best) {
    Report report = run.report();
    RunRecord.Lease lease = run.lease();
    return new RunEntry(
        run.run(),
        run.state(),
        run.cause(),
        run.startedAt(),
        run.endedAt(),
        run.asset(),
        run.labels(),
        run.correlationId(),
        run.attempt(),
        lease == null ? null : new LeaseEntry(lease.owner(), lease.until(), run.isFree(now)),
        run.notBefore(),
        run.version(),
        run.reason(),
        run.waitsForData(),
        run.setAside(),
        define.primaryMetric(),
        trials,
        best,
        report == null ? null : report.duplicates(),
        report == null ? List.of() : report.candidates(),
        report == null ? null : report.champion(),
        report == null ? Map.of() : report.naive(),
        define.forecast().isPresent() ? "the season before" : "the same answer each time",
        report == null ? List.of() : report.warnings().stream().map(Warning::text).toList(),
        run.progress(),
        run.usage());
  }
}
