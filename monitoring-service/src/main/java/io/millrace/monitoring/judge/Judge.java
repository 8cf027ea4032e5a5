package io.millrace.monitoring.judge;

import static java.util.Locale.ROOT;

import io.millrace.monitoring.judge.Scores.Standing;
import java.util.Optional;

/** Decides, after each pair and each label, whether enough is known of a challenger. */
final class Judge {

  /** That are enough where most of them are slow. */
  private static final int FEW_CALLS = 10;

  private static final double MOST_CALLS = 0.75;

  private final Rules rules;
  private final Terms terms;
  private final Comparison comparison;

  Judge(Rules rules, Terms terms, Comparison comparison) {
    this.rules = rules;
    this.terms = terms;
    this.comparison = comparison;
  }

  /** What should be done, and why. */
  record Ruling(boolean promote, String reason) {}

  /**
   * @param labelsExpected whether labels come regularly, if late
   */
  Optional<Ruling> rule(Trial trial, boolean labelsExpected) {
    Optional<Ruling> harm = harm(trial);
    if (harm.isPresent()) {
      return harm;
    }
    Optional<Scores> scores = comparison.scores(trial);
    Standing standing = scores.map(Scores::standing).orElse(Standing.OPEN);
    if (standing == Standing.WORSE) {
      return Optional.of(new Ruling(false, scored(trial, scores)));
    }
    if (!terms.promotes() || trial.pairs() < terms.promoteAfter()) {
      return Optional.empty();
    }
    if (standing == Standing.GOOD) {
      return Optional.of(new Ruling(true, scored(trial, scores)));
    }
    return trial.pairs() >= rules.giveUp() * (long) terms.promoteAfter()
        ? Optional.of(end(trial, scores))
        : unlabelled(trial, labelsExpected);
  }

  /** What no metric makes good. */
  private Optional<Ruling> harm(Trial trial) {
    if (trial.failures() >= rules.failures()
        && trial.failures() > rules.failureShare() * trial.pairs()) {
      return Optional.of(
          new Ruling(
              false,
              String.format(
                  ROOT,
                  "it had no answer to %,d of %,d events that version %d answered",
                  trial.failures(),
                  trial.pairs(),
                  trial.champion())));
    }
    Latency latency = trial.latency();
    if (latency.tail() > rules.slowFromMicros()
        && latency.slowdown() > rules.slowdown()
        && isNoAccident(latency)) {
      return Optional.of(
          new Ruling(
              false,
              String.format(
                  ROOT,
                  "it took %.1f times as long for a row as version %d, %.0f µs at the 95th"
                      + " percentile of %,d calls for %,d events",
                  latency.slowdown(),
                  trial.champion(),
                  latency.tail(),
                  latency.calls(),
                  trial.pairs())));
    }
    return Optional.empty();
  }

  /** A tail takes many calls to be known; what is slow nearly each time is known soon. */
  private boolean isNoAccident(Latency latency) {
    return latency.calls() >= rules.slowCalls()
        || (latency.calls() >= FEW_CALLS && latency.slower() >= MOST_CALLS * latency.calls());
  }

  private Optional<Ruling> unlabelled(Trial trial, boolean labelsExpected) {
    boolean waited = trial.pairs() >= rules.patience() * (long) terms.promoteAfter();
    if (trial.labels().count() > 0 || labelsExpected || !waited || !isAlike(trial)) {
      return Optional.empty();
    }
    return Optional.of(new Ruling(true, "no label came, and " + alike(trial)));
  }

  /** So that no rollout goes on for ever. */
  private Ruling end(Trial trial, Optional<Scores> scores) {
    Optional<Boolean> within = comparison.isWithin(trial);
    if (within.isPresent()) {
      return new Ruling(
          within.get(),
          "%s; %,d events did not tell them apart with confidence, and it is %s the tolerance of %s"
              .formatted(
                  scored(trial, scores),
                  trial.pairs(),
                  within.get() ? "within" : "beyond",
                  percent(terms.tolerance())));
    }
    String few = trial.labels().count() == 0 ? "no label came" : "too few labels came";
    return new Ruling(isAlike(trial), few + ", and " + alike(trial));
  }

  private boolean isAlike(Trial trial) {
    return trial.likeness().agreement().orElse(0) >= rules.agreement()
        && trial.likeness().shift() <= rules.shift();
  }

  private static String alike(Trial trial) {
    return String.format(
        ROOT,
        "over %,d events its answers and those of version %d agree to %.3f, their distributions"
            + " being %.3f apart",
        trial.pairs(),
        trial.champion(),
        trial.likeness().agreement().orElse(0),
        trial.likeness().shift());
  }

  private String scored(Trial trial, Optional<Scores> scores) {
    return scores
        .map(
            seen ->
                String.format(
                    ROOT,
                    "%s %.4f over %,d labelled events, where version %d has %.4f",
                    comparison.metric().word(),
                    seen.challenger(),
                    trial.labels().count(),
                    trial.champion(),
                    seen.champion()))
        .orElse("");
  }

  private static String percent(double share) {
    return String.format(ROOT, "%.1f %%", 100 * share);
  }
}
