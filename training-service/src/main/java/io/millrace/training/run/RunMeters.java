package io.millrace.training.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.ProblemName;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import java.util.Locale;

/** What an operator can draw of runs. */
final class RunMeters {

  private final MeterRegistry registry;

  RunMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A run reads all rows again, so what the one before had counted is not counted twice. */
  void ended(ProblemName problem, StoredRun run) {
    RunRecord record = run.record();
    registry
        .counter(
            "millrace.training.runs",
            "problem",
            problem.value(),
            "state",
            record.state().name().toLowerCase(Locale.ROOT))
        .increment();
    RunRecord.Report report = record.report();
    long more = report == null ? 0 : report.duplicates() - run.plan().duplicates();
    registry
        .counter("millrace.training.duplicates", "problem", problem.value())
        .increment(Math.max(0, more));
  }
}
