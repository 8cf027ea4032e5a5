package io.millrace.training.run;

import io.millrace.message.Cause;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.web.Correlation;
import io.millrace.training.decide.Decision;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.store.RunPlan;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes down all that a run needs, whoever does it. */
final class Opener {

  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Clock clock;

  Opener(Clock clock) {
    this.clock = clock;
  }

  StoredRun open(VersionedProblem problem, Survey survey, Decision.Start start) {
    Instant now = clock.instant();
    RunRecord record =
        RunRecord.queued(
            RUN_NAME.format(now),
            start.cause(),
            now,
            start.asset(),
            survey.situation().arrived().labels(),
            correlationId(survey, start));
    var champion = survey.situation().champion();
    return StoredRun.opened(
        record,
        new RunPlan(
            problem.version(),
            problem.definition(),
            champion.isPresent() ? champion.getAsInt() : null,
            survey.newest(),
            start.drifts(),
            survey.labelsSince(),
            survey.duplicates(),
            start.changed().orElse(null)));
  }

  private static String correlationId(Survey survey, Decision.Start start) {
    Cause.Kind cause = start.cause().kind();
    return switch (cause) {
      case DRIFT, PERFORMANCE ->
          start.drifts().stream()
              .findFirst()
              .map(OpenDrift::correlationId)
              .orElseGet(Correlation::current);
      case FIRST_DATA, NEW_DATA -> survey.correlationId().orElseGet(Correlation::current);
      case SCHEDULE, REQUEST -> Correlation.current();
    };
  }
}
