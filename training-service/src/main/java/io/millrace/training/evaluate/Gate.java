package io.millrace.training.evaluate;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.model.Evaluation;
import io.millrace.training.evaluate.PairedBootstrap.Interval;
import java.util.Optional;

/**
 * What a challenger has to pass before it serves: the bar of the problem, and what serves, which it
 * has to be better than by more than chance; where nothing serves, the same answer each time.
 *
 * @param seed of the resamples
 */
public record Gate(Define define, long seed) {

  /**
   * @param champion on the same rows; empty where there is none to compare with
   * @param constant the same answer each time, on the same rows
   */
  public Verdict judge(Measured challenger, Optional<Measured> champion, Measured constant) {
    Metric metric = define.primaryMetric();
    double reached = challenger.value(metric);
    if (Double.isNaN(reached)) {
      return loses(
          "%s cannot be computed: the true values of the holdout leave it undefined"
              .formatted(metric.word()));
    }
    Optional<String> missed = define.missedBar(reached);
    if (missed.isPresent()) {
      return loses(missed.get());
    }
    return champion.isPresent()
        ? against(champion.get(), challenger, metric)
        : againstConstant(challenger, constant, metric);
  }

  /** Whoever always answers the positive class finds all of it: recall alone tells nothing. */
  private static Verdict againstConstant(Measured challenger, Measured constant, Metric metric) {
    boolean better = metric.isBetter(challenger.value(metric), constant.value(metric));
    return better || metric == Metric.RECALL
        ? new Verdict.Wins(Optional.empty())
        : loses(
            "%s of %.4f is no better than the %.4f of the same answer each time"
                .formatted(metric.word(), challenger.value(metric), constant.value(metric)));
  }

  private Verdict against(Measured champion, Measured challenger, Metric metric) {
    double reached = challenger.value(metric);
    double served = champion.value(metric);
    if (Double.isNaN(served)) {
      return new Verdict.Wins(Optional.empty()); // it no longer answers with numbers
    }
    int rows = challenger.answers().rows();
    Interval interval = Difference.of(champion, challenger, metric).interval(seed);
    Evaluation.Gate gate = interval.gate(metric, reached, served);
    double difference = gate.difference();
    if (interval.low() > 0 && difference > 0) {
      return new Verdict.Wins(Optional.of(gate));
    }
    return new Verdict.Loses(
        Optional.of(gate),
        "%s of %.4f is no better than the %.4f of the model that serves: %s (%.0f %% interval %.4f to %.4f)"
            .formatted(
                metric.word(),
                reached,
                served,
                difference > 0
                    ? "the difference of %.4f may be chance on %,d rows".formatted(difference, rows)
                    : "the difference is %.4f".formatted(difference + 0.0),
                100 * PairedBootstrap.CONFIDENCE,
                interval.low(),
                interval.high()));
  }

  private static Verdict loses(String reason) {
    return new Verdict.Loses(Optional.empty(), reason);
  }
}
