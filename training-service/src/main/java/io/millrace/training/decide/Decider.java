package io.millrace.training.decide;

import io.millrace.message.Cause;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import io.millrace.training.decide.Decision.Start;
import io.millrace.training.decide.Decision.Wait;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
          ? start(
              Cause.Kind.REQUEST,
              "asked for, with %,d labelled rows".formatted(labels),
              watched(problem, now),
              now)
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
    List<OpenDrift> watched = watched(problem, now);
    if (!watched.isEmpty() && worthARetry(problem, now)) {
      OpenDrift drift = watched.getFirst();
      return new Start(
          drift.cause(), now.arrived().asset(), first(drift, now), changed(watched, now));
    }
    if (trigger == Trigger.SCHEDULE) {
      return now.newLabels() > 0
          ? start(
              Cause.Kind.SCHEDULE,
              "scheduled, with %,d new labelled rows".formatted(now.newLabels()),
              watched,
              now)
          : new Wait("scheduled, but no labelled row is new");
    }
    var afterRows = problem.monitor().retrain().afterRows();
    if (afterRows.isPresent() && now.newLabels() >= afterRows.getAsInt()) {
      String detail = "%,d new labelled rows".formatted(now.newLabels());
      return start(Cause.Kind.NEW_DATA, detail, watched, now);
    }
    return new Wait(watched.isEmpty() ? "nothing calls for a training" : notAgain(now));
  }

  private static String notAgain(Situation now) {
    LastRun.End end = now.lastRun().map(LastRun::end).orElse(LastRun.End.REGISTERED);
    return switch (end) {
      case WAITS_FOR_DATA -> "more labelled rows since the change are awaited";
      case CANCELLED ->
          "the last answer to the drift was cancelled; more labelled rows are awaited";
      case REGISTERED, REJECTED, FAILED ->
          "the last answer to the drift was no better; more labelled rows are awaited";
    };
  }

  private static Decision first(Problem problem, Situation now) {
    return worthARetry(problem, now)
        ? start(
            Cause.Kind.FIRST_DATA,
            "%,d labelled rows have landed".formatted(now.arrived().labels()),
            List.of(),
            now)
        : new Wait("the last run made no model; more labelled rows are awaited");
  }

  /**
   * The same rows would end the same way, so each end asks for some more. In a world that is new a
   * few are many.
   */
  private static boolean worthARetry(Problem problem, Situation now) {
    if (now.lastRun().isEmpty()) {
      return true;
    }
    LastRun last = now.lastRun().get();
    long window = problem.monitor().drift().window().rows();
    return switch (last.end()) {
      case REGISTERED -> true;
      case FAILED -> now.newLabels() > 0;
      case REJECTED -> now.newLabels() >= Math.min(window, last.worth().orElse(window));
      case CANCELLED -> now.newLabels() >= window;
      case WAITS_FOR_DATA ->
          now.newLabels()
              >= last.worth()
                  .orElse((long) Math.ceil(Math.max(1, last.labels() * WORTH_ANOTHER_LOOK)));
    };
  }

  private static Optional<Instant> cooldownEnd(Problem problem, Situation now) {
    return now.lastRun()
        .filter(last -> last.end() != LastRun.End.WAITS_FOR_DATA)
        .map(last -> last.endedAt().plus(problem.monitor().retrain().cooldown()));
  }

  private static List<OpenDrift> watched(Problem problem, Situation now) {
    Set<Monitor.Cause> on = problem.monitor().retrain().on();
    return now.drifts().stream()
        .filter(open -> cause(open).filter(on::contains).isPresent())
        .toList();
  }

  /** Empty where no training follows: that other features decide says not that they do it ill. */
  private static Optional<Monitor.Cause> cause(OpenDrift drift) {
    return switch (drift.kind()) {
      case DATA, PREDICTION -> Optional.of(Monitor.Cause.DRIFT);
      case PERFORMANCE -> Optional.of(Monitor.Cause.PERFORMANCE);
      case CONCEPT -> Optional.of(Monitor.Cause.CONCEPT);
      case ATTRIBUTION -> Optional.empty();
    };
  }

  private static List<OpenDrift> first(OpenDrift drift, Situation now) {
    return Stream.concat(Stream.of(drift), now.drifts().stream()).distinct().toList();
  }

  /** Open drifts are answered by whatever run comes first. */
  private static Start start(
      Cause.Kind kind, String detail, List<OpenDrift> watched, Situation now) {
    return new Start(
        new Cause(kind, detail), now.arrived().asset(), now.drifts(), changed(watched, now));
  }

  /**
   * What was noticed and is not learned yet, or else what was learned from last: rows of before are
   * of another world.
   */
  private static Optional<Instant> changed(List<OpenDrift> watched, Situation now) {
    List<OpenDrift> noticed = watched.isEmpty() ? now.drifts() : watched;
    return Stream.concat(now.changed().stream(), OpenDrift.changed(noticed).stream())
        .max(Comparator.naturalOrder());
  }
}
