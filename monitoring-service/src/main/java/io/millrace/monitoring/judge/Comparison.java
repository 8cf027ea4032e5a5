package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;
import io.millrace.monitoring.judge.Scores.Standing;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.rollout.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * Compares two versions by the problem's metric: after each label where it is the mean of what the
 * single answers cost, by a {@link ConfidenceSequence}; otherwise now and then, by a {@link
 * PairedBootstrap}.
 */
final class Comparison {

  private final Define define;
  private final Metric metric;
  private final double tolerance;
  private final double alpha;
  private final Optional<Loss> loss;
  private final ConfidenceSequence sequence;

  Comparison(Define define, Terms terms, double alpha) {
    this.define = define;
    this.metric = define.primaryMetric();
    this.tolerance = terms.tolerance();
    this.alpha = alpha;
    this.loss = Loss.of(metric);
    this.sequence = new ConfidenceSequence(alpha, terms.promoteAfter());
  }

  Metric metric() {
    return metric;
  }

  /** Whether the truth tells anything about what both said. */
  boolean counts(Opinion one, Opinion other, String truth) {
    boolean answered = one.failure() == null && other.failure() == null;
    return answered
        && (loss.isPresent()
            ? loss.get().of(one, truth).isPresent() && loss.get().of(other, truth).isPresent()
            : one.label() != null || one.value() != null);
  }

  /** Only where it {@link #counts}. */
  Costs add(Costs costs, Pair pair, String truth) {
    return loss.map(
            it ->
                costs.plus(
                    it.of(pair.champion(), truth).orElse(0),
                    it.of(pair.challenger(), truth).orElse(0)))
        .orElse(costs);
  }

  /** Takes back what was added. */
  Costs take(Costs costs, Pair pair, String truth) {
    return loss.map(
            it ->
                costs.minus(
                    it.of(pair.champion(), truth).orElse(0),
                    it.of(pair.challenger(), truth).orElse(0)))
        .orElse(costs);
  }

  /** Whether the latest labelled pairs have to be kept. */
  boolean needsPairs() {
    return loss.isEmpty();
  }

  /** Compares the latest labelled pairs anew. */
  Labels look(Trial trial, List<Labelled> latest) {
    Labels labels = trial.labels();
    PairedAnswers answers = PairedAnswers.of(latest, metric, define);
    Optional<Scores> scores =
        new PairedBootstrap(metric, tolerance, alpha)
            .compare(answers, labels.looks() + 1, 31 * trial.number() + labels.looks());
    return labels.looked(scores.orElse(null));
  }

  /** Empty without labels, or where they do not tell. */
  Optional<Scores> scores(Trial trial) {
    Labels labels = trial.labels();
    return loss.isEmpty()
        ? Optional.ofNullable(labels.latest())
        : loss.filter(_ -> labels.costs().count() > 0).map(it -> scores(it, labels.costs()));
  }

  private Scores scores(Loss each, Costs costs) {
    return new Scores(
        each.score(costs.champion() / costs.count()),
        each.score(costs.challenger() / costs.count()),
        standing(each, costs));
  }

  private Standing standing(Loss each, Costs costs) {
    if (costs.count() < ConfidenceSequence.LEAST) {
      return Standing.OPEN;
    }
    Loss.Bar bar = each.bar(tolerance);
    double excess = costs.excess(bar);
    double radius = sequence.radius(costs.count(), costs.variance(bar, each.most()));
    if (Math.abs(excess) <= radius) {
      return Standing.OPEN;
    }
    return excess > 0 ? Standing.WORSE : Standing.GOOD;
  }

  /** As far as is seen, with no confidence asked; empty without enough labels. */
  Optional<Boolean> isWithin(Trial trial) {
    return scores(trial)
        .filter(_ -> trial.labels().count() >= ConfidenceSequence.LEAST)
        .map(seen -> seen.isWithin(tolerance, metric));
  }

  Evidence evidence(Trial trial) {
    return trial.evidence(metric, scores(trial));
  }
}
