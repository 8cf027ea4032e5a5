package io.millrace.training.decide;

import io.millrace.message.Cause;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.training.decide.Decision.Start;
import io.millrace.training.decide.Decision.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether to train, from what is known and the problem's own rules. A pure function: asked again
 * after a crash with the same facts, it answers the same.
 */
public final class Decider {

  /** After a run for want of data, how many more ground truths are worth another look. */
  private static final double WORTH_ANOTHER_LOOK = 0.1;

  private Decider() {}

  public static Decision decide(Problem problem, Situation now, Trigger trigger, Instant at) {
    long labels = now.arrived().labels();
    if (trigger == Trigger.REQUEST) {
      return labels > 0
          ? start(Cause.Kind.REQUEST, "asked for, with %,d labelled rows".formatted(labels), now)
          : new Wait("no labelled row has landed yet");
    }
    if (now.champion().isEmpty() && labels < problem.train().firstAfter()) {
      return new Wait(
          "%,d of the %,d labelled rows that the first training needs have landed"
              .formatted(labels, problem.train().firstAfter()));
    }
    return cooldownEnd(problem, now)
        .filter(at::isBefore)
        .<Decision>map(end -> new Wait("the cooldown lasts until " + end, Optional.of(end)))
        .orElseGet(() -> whenRested(problem, now, trigger));
  }

  private static Decision whenRested(Problem problem, Situation now, Trigger trigger) {
    if (now.champion().isEmpty()) {
      return first(problem, now);
    }
    Optional<OpenDrift> drift =
        now.drifts().stream()
            .filter(open -> problem.monitor().retrain().on().contains(watched(open)))
            .findFirst();
    if (drift.isPresent() && worthARetry(problem, now)) {
      return new Start(drift.get().cause(), now.arrived().asset(), first(drift.get(), now));
    }
    if (trigger == Trigger.SCHEDULE) {
      return now.newLabels() > 0
          ? start(
              Cause.Kind.SCHEDULE,
              "scheduled, with %,d new labelled rows".formatted(now.newLabels()),
              now)
          : new Wait("scheduled, but no labelled row is new");
    }
    var afterRows = problem.monitor().retrain().afterRows();
    if (afterRows.isPresent() && now.newLabels() >= afterRows.getAsInt()) {
      return start(Cause.Kind.NEW_DATA, "%,d new labelled rows".formatted(now.newLabels()), now);
    }
    return new Wait(drift.isPresent() ? notAgain(now) : "nothing calls for a training");
  }

  private static String notAgain(Situation now) {
    boolean cancelled =
        now.lastRun().filter(last -> last.end() == LastRun.End.CANCELLED).isPresent();
    return "the last answer to the drift was %s; more labelled rows are awaited"
        .formatted(cancelled ? "cancelled" : "no better");
  }

  private static Decision first(Problem problem, Situation now) {
    return worthARetry(problem, now)
        ? start(
            Cause.Kind.FIRST_DATA,
            "%,d labelled rows have landed".formatted(now.arrived().labels()),
            now)
        : new Wait("the last run made no model; more labelled rows are awaited");
  }

  /** The same rows would end the same way, so each end asks for some more. */
  private static boolean worthARetry(Problem problem, Situation now) {
    if (now.lastRun().isEmpty()) {
      return true;
    }
    LastRun last = now.lastRun().get();
    return switch (last.end()) {
      case REGISTERED -> true;
      case FAILED -> now.newLabels() > 0;
      case REJECTED, CANCELLED -> now.newLabels() >= problem.monitor().drift().window().rows();
      case WAITS_FOR_DATA -> now.newLabels() >= Math.max(1, last.labels() * WORTH_ANOTHER_LOOK);
    };
  }

  private static Optional<Instant> cooldownEnd(Problem problem, Situation now) {
    return now.lastRun()
        .filter(last -> last.end() != LastRun.End.WAITS_FOR_DATA)
        .map(last -> last.endedAt().plus(problem.monitor().retrain().cooldown()));
  }

  private static Monitor.Cause watched(OpenDrift drift) {
    return switch (drift.kind()) {
      case DATA, PREDICTION -> Monitor.Cause.DRIFT;
      case PERFORMANCE -> Monitor.Cause.PERFORMANCE;
      case CONCEPT -> Monitor.Cause.CONCEPT;
    };
  }

  private static List<OpenDrift> first(OpenDrift drift, Situation now) {
    return Stream.concat(Stream.of(drift), now.drifts().stream()).distinct().toList();
  }

  /** Open drifts are answered by whatever run comes first. */
  private static Start start(Cause.Kind kind, String detail, Situation now) {
    return new Start(new Cause(kind, detail), now.arrived().asset(), now.drifts());
  }
}
