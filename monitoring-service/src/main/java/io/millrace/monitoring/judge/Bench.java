package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.problem.Problem;
import io.millrace.problem.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what challengers say against what the champion says, event by event, and comes to verdicts.
 * All it knows is in its notes, so one that starts in the middle comes to the same verdicts.
 */
public final class Bench {

  private final Problem problem;
  private final Notes notes;
  private final Rules rules;

  public Bench(Problem problem, Notes notes, Rules rules) {
    this.problem = problem;
    this.notes = notes;
    this.rules = rules;
  }

  /**
   * Counts what versions that were asked beside each other said.
   *
   * @return the pairs that count, to be kept until their truth is known
   */
  public List<Pair> met(Prediction prediction, Circumstances now) {
    Panel panel = Panel.of(prediction).orElse(null);
    if (panel == null || problem.define().task() == Task.FORECASTING) {
      return List.of();
    }
    List<Pair> pairs = new ArrayList<>();
    for (Opinion challenger : panel.challengers()) {
      met(panel.champion(), challenger, now).ifPresent(pairs::add);
    }
    return pairs;
  }

  private Optional<Pair> met(Opinion champion, Opinion challenger, Circumstances now) {
    Rollouts rollouts = notes.rollouts();
    if (!rollouts.compares(champion.modelVersion(), challenger.modelVersion())) {
      return Optional.empty();
    }
    Trial trial = trial(rollouts, champion.modelVersion(), challenger.modelVersion());
    judge(trial.plus(champion, challenger), rollouts, now);
    return Optional.of(Pair.of(champion, challenger, trial.number()));
  }

  private Trial trial(Rollouts rollouts, int champion, int challenger) {
    Optional<Trial> known = notes.trial(challenger).filter(trial -> trial.champion() == champion);
    if (known.isPresent()) {
      return known.get();
    }
    notes.forgetTrial(challenger);
    notes.keep(rollouts.started());
    return Trial.start(rollouts.trials() + 1, champion, challenger);
  }

  /**
   * Counts what became known to be true, or known better.
   *
   * @return the pairs with what they were counted with
   */
  public List<Pair> labelled(List<Pair> pairs, String truth, Circumstances now) {
    return pairs.stream().map(pair -> labelled(pair, truth, now)).toList();
  }

  private Pair labelled(Pair pair, String truth, Circumstances now) {
    Trial trial = notes.trial(pair.challenger().modelVersion()).orElse(null);
    if (trial == null || trial.number() != pair.trial()) {
      return pair;
    }
    Rollouts rollouts = notes.rollouts();
    Comparison comparison = comparison(trial, rollouts);
    if (!comparison.counts(pair.champion(), pair.challenger(), truth)) {
      return pair;
    }
    Labels labels = trial.labels();
    String before = pair.truth();
    Pair counted = pair.counted(before == null ? labels.count() : pair.place(), truth);
    Costs costs = before == null ? labels.costs() : comparison.take(labels.costs(), pair, before);
    Labels more =
        (before == null ? labels.one() : labels).costing(comparison.add(costs, counted, truth));
    keep(counted, more, comparison);
    judge(looked(trial.labelled(more), comparison), rollouts, now);
    return counted;
  }

  private void keep(Pair pair, Labels labels, Comparison comparison) {
    int challenger = pair.challenger().modelVersion();
    long oldest = labels.count() - PairedBootstrap.WINDOW;
    if (comparison.needsPairs() && pair.truth() != null && pair.place() >= oldest) {
      notes.keepLabelled(
          challenger, pair.place(), new Labelled(pair.truth(), pair.champion(), pair.challenger()));
      notes.forgetLabelled(challenger, oldest - 1);
    }
  }

  private Trial looked(Trial trial, Comparison comparison) {
    long count = trial.labels().count();
    if (!comparison.needsPairs() || count < trial.labels().next()) {
      return trial;
    }
    List<Labelled> latest =
        notes.labelled(trial.challenger(), count - PairedBootstrap.WINDOW, count);
    return trial.labelled(comparison.look(trial, latest));
  }

  private Comparison comparison(Trial trial, Rollouts rollouts) {
    Terms terms = Terms.of(rollouts.rollout(trial.challenger()));
    return new Comparison(problem.define(), terms, rules.alpha());
  }

  /** Nothing is said of a version before it is known how it should come into use. */
  private void judge(Trial trial, Rollouts rollouts, Circumstances now) {
    notes.keep(trial);
    if (!rollouts.versions().contains(trial.challenger())
        || notes.verdict(trial.challenger()).isPresent()) {
      return;
    }
    Comparison comparison = comparison(trial, rollouts);
    new Judge(rules, Terms.of(rollouts.rollout(trial.challenger())), comparison)
        .rule(trial, now.labelsExpected())
        .ifPresent(ruling -> notes.keep(verdict(trial, ruling, comparison, now)));
  }

  private Verdict verdict(
      Trial trial, Judge.Ruling ruling, Comparison comparison, Circumstances now) {
    String id =
        "%s/rollout/%d/pairs-%d/labelled-%d"
            .formatted(problem.name(), trial.challenger(), trial.pairs(), trial.labels().count());
    return new Verdict(
        trial.champion(),
        trial.challenger(),
        ruling.promote(),
        ruling.reason(),
        comparison.evidence(trial),
        id,
        now.correlationId());
  }
}
