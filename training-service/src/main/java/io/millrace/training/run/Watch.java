package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.web.Correlation;
import io.millrace.training.decide.Decider;
import io.millrace.training.decide.Decision;
import io.millrace.training.decide.Trigger;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.Standing;
import io.millrace.training.store.StoredRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a problem in the store, and opens the run that is called for. */
final class Watch {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final RunStates states;
  private final Surveyor surveyor;
  private final Opener opener;
  private final Teller teller;
  private final Clock clock;
  private final Pace pace;

  Watch(RunStates states, Surveyor surveyor, Teller teller, Clock clock, Pace pace) {
    this.states = states;
    this.surveyor = surveyor;
    this.opener = new Opener(clock);
    this.teller = teller;
    this.clock = clock;
    this.pace = pace;
  }

  /** Looks until nobody else moves anything meanwhile. */
  Finding look(VersionedProblem problem, Trigger trigger) {
    ProblemName name = problem.problem().name();
    while (true) {
      Standing standing = states.standing(name);
      Optional<Finding> underWay = standing.latest().flatMap(this::underWay);
      if (underWay.isPresent()) {
        return underWay.get();
      }
      Survey survey = surveyor.survey(problem.problem(), standing);
      if (teller.tellOfStraggler(name, survey.newest())) {
        continue;
      }
      Trigger effective =
          trigger == Trigger.CHANGE && standing.scheduleIsDue() ? Trigger.SCHEDULE : trigger;
      switch (Decider.decide(problem.problem(), survey.situation(), effective, clock.instant())) {
        case Decision.Wait(String reason, Optional<Instant> again) -> {
          LOG.debug("{}: no run now: {}", name, reason);
          if (effective == Trigger.SCHEDULE && again.isEmpty()) {
            states.scheduleAnswered(name, standing);
          }
          return new Finding.Quiet(reason, again);
        }
        case Decision.Start start -> {
          StoredRun run = opener.open(problem, survey, start);
          if (states.open(name, standing, run)) {
            return new Finding.Opened(run.record().run());
          }
        }
      }
    }
  }

  private Optional<Finding> underWay(StoredRun run) {
    if (run.isSettled()) {
      return Optional.empty();
    }
    RunRecord record = run.record();
    if (!record.isOpen()) {
      return Optional.of(ended(run));
    }
    if (record.isFree(clock.instant())) {
      return Optional.of(new Finding.Free(record.run()));
    }
    RunRecord.Lease lease = record.lease();
    return Optional.of(
        lease == null
            ? new Finding.Quiet(
                "run %s is tried again at %s".formatted(record.run(), record.notBefore()),
                Optional.ofNullable(record.notBefore()))
            : new Finding.Quiet(
                "run %s is on at %s, attempt %d, which holds it until %s at least"
                    .formatted(record.run(), lease.owner(), record.attempt(), lease.until()),
                Optional.of(lease.until())));
  }

  /** Whoever ended it tells of it, and is left some time to. */
  private Finding ended(StoredRun run) {
    Instant end = Objects.requireNonNull(run.record().endedAt()).plus(pace.lease());
    return clock.instant().isBefore(end)
        ? new Finding.Quiet(
            "run %s has ended just now".formatted(run.record().run()), Optional.of(end))
        : new Finding.Untold(run);
  }

  void tell(ProblemName name, StoredRun ended) {
    Correlation.run(ended.record().correlationId(), () -> teller.tell(name, ended));
  }

  Duration until(Instant time) {
    return Duration.between(clock.instant(), time).plusMillis(1);
  }
}
