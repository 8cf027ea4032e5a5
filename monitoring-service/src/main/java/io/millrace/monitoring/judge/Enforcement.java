package io.millrace.monitoring.judge;

import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRolledBack;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.RolloutNews;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings verdicts into force, and takes notice of what else is registered and decided. A decision
 * is made by claiming the number after the latest one; whoever finds the number taken goes on from
 * the decision that has it. One that was claimed and not published, for its maker was killed in
 * between, is published by who finds it.
 */
public final class Enforcement {

  static final String BY = "monitoring-service";

  /** How many decisions are kept to be read. */
  private static final int KEPT = 50;

  /** So many decisions of others are caught up with at a time. */
  private static final int AT_A_TIME = 20;

  private final ProblemName problem;
  private final Notes notes;
  private final Decisions decisions;
  private final Clock clock;
  private final RolloutNews news;

  public Enforcement(ProblemName problem, Notes notes, Decisions decisions, Clock clock) {
    this.problem = problem;
    this.notes = notes;
    this.decisions = decisions;
    this.clock = clock;
    this.news = new RolloutNews(problem, clock);
  }

  /** Takes notice of what all replicas are told. */
  public List<News> told(ControlMessage message, String correlationId) {
    if (message instanceof ModelRegistered registered) {
      Rollout rollout = registered.rollout() == null ? Rollout.IMMEDIATE : registered.rollout();
      adopt(notes.rollouts().registered(new Registered(registered.version(), rollout)));
    }
    return Made.of(message).map(made -> learn(made, message, correlationId)).orElse(List.of());
  }

  private void adopt(Rollouts now) {
    notes.keep(now);
    for (Trial trial : notes.trials()) {
      if (!now.compares(trial.champion(), trial.challenger())) {
        notes.forgetTrial(trial.challenger());
      }
    }
  }

  /** Once for each decision, however often it is heard of. */
  private List<News> learn(Made made, ControlMessage message, String correlationId) {
    Rollouts before = notes.rollouts();
    if (made.number() <= before.traffic().decision()) {
      return again(made);
    }
    adopt(before.decided(made.traffic()));
    notes.keep(made);
    notes.forgetDecision(made.number() - KEPT);
    return news.about(message, correlationId);
  }

  /**
   * A decision may be published twice, and the second time after a later one. The topic keeps the
   * latest message of a kind, which is the later decision only if that is published again.
   */
  private List<News> again(Made heard) {
    return notes.decisions().stream()
        .filter(made -> made.what() == heard.what())
        .findFirst()
        .filter(latest -> latest.number() > heard.number())
        .map(
            latest ->
                new News(
                    "%s/decision-%d/after-%d".formatted(problem, latest.number(), heard.number()),
                    latest.message(problem),
                    "%s-decision-%d".formatted(problem, latest.number())))
        .stream()
        .toList();
  }

  /** Brings into force what can be now. */
  public List<News> settle() {
    List<News> out = new ArrayList<>();
    notes.verdicts().forEach(verdict -> settle(verdict, out));
    return out;
  }

  private void settle(Verdict verdict, List<News> out) {
    for (int i = 0; i < AT_A_TIME; i++) {
      Rollouts now = notes.rollouts();
      if (now.traffic().champion() != verdict.champion()
          || now.challenger(verdict.challenger()).isEmpty()) {
        notes.forgetTrial(verdict.challenger());
        return;
      }
      Optional<Decision> made = take(decisions.claim(decision(verdict, now)), now, out);
      if (made.isEmpty()) {
        return;
      }
    }
  }

  /** Publishes what others have claimed and nobody has heard of. */
  public List<News> mend() {
    List<News> out = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      Rollouts now = notes.rollouts();
      if (now.equals(Rollouts.NONE)
          || take(decisions.find(problem, now.next()), now, out).isEmpty()) {
        return out;
      }
    }
    return out;
  }

  /** The decision that has the next number, where one has; it is published. */
  private Optional<Decision> take(Decisions.Found found, Rollouts now, List<News> out) {
    if (!(found instanceof Decisions.Found.Here(Decision decision))) {
      return Optional.empty();
    }
    if (!decision.made().at().isAfter(notes.began())) {
      notes.keep(now.skip(decision.number()));
      return Optional.of(decision);
    }
    out.add(new News(decision.id(), decision.message(), decision.correlationId()));
    out.addAll(learn(decision.made(), decision.message(), decision.correlationId()));
    return Optional.of(decision);
  }

  private Decision decision(Verdict verdict, Rollouts now) {
    int version = verdict.challenger();
    int number = now.next();
    Traffic traffic = now.traffic();
    ControlMessage message =
        verdict.promoted()
            ? new ModelPromoted(
                problem,
                version,
                verdict.reason(),
                BY,
                verdict.evidence(),
                Numbered.of(traffic.promoted(version), number),
                clock.instant())
            : new ModelRolledBack(
                problem,
                version,
                traffic.champion(),
                verdict.reason(),
                BY,
                verdict.evidence(),
                Numbered.of(traffic.rolledBack(version, traffic.champion()), number),
                clock.instant());
    return new Decision(number, verdict.id(), message, verdict.correlationId());
  }
}
