package io.millrace.training.forecast;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.model.Evaluation;
import io.millrace.training.evaluate.PairedBootstrap;
import io.millrace.training.evaluate.PairedBootstrap.Interval;
import io.millrace.training.evaluate.Verdict;
import java.util.Optional;

/**
 * What a forecasting model has to pass before it serves: the bar of the problem, and what serves,
 * which it has to be better than by more than chance on the same origins; where nothing serves, the
 * season before.
 *
 * @param naive by series, the mean error of the season before in the training part
 * @param alike how many origins in a row forecast the same values
 */
record ForecastGate(Define define, double[] naive, int alike, long seed) {

  Verdict judge(Judged challenger, Optional<Judged> champion, Judged seasonal) {
    Metric metric = define.primaryMetric();
    double reached = challenger.accuracy(naive).value(metric);
    if (!Double.isFinite(reached)) {
      return loses("%s cannot be computed on this holdout".formatted(metric.word()));
    }
    Optional<String> missed = define.missedBar(reached);
    if (missed.isPresent()) {
      return loses(missed.get());
    }
    if (champion.isPresent()) {
      return against(champion.get(), challenger, metric);
    }
    double season = seasonal.accuracy(naive).value(metric);
    return metric.isBetter(reached, season)
        ? new Verdict.Wins(Optional.empty())
        : loses(
            "%s of %.4f is no better than the %.4f of the season before"
                .formatted(metric.word(), reached, season));
  }

  private Verdict against(Judged champion, Judged challenger, Metric metric) {
    Errors ours = challenger.errors(naive);
    Errors theirs = champion.errors(naive);
    double reached = ours.all().value(metric);
    double served = theirs.all().value(metric);
    int rows = challenger.origins().size();
    Interval interval =
        PairedBootstrap.of(
            weights -> theirs.over(weights).value(metric) - ours.over(weights).value(metric),
            rows,
            Math.clamp(alike, 1, rows),
            seed);
    Optional<Evaluation.Gate> gate = Optional.of(interval.gate(metric, reached, served));
    return interval.low() > 0 && served > reached
        ? new Verdict.Wins(gate)
        : new Verdict.Loses(
            gate,
            "%s of %.4f is no better than the %.4f of the model that serves (%.0f %% interval of the difference %.4f to %.4f, %,d origins)"
                .formatted(
                    metric.word(),
                    reached,
                    served,
                    100 * PairedBootstrap.CONFIDENCE,
                    interval.low(),
                    interval.high(),
                    rows));
  }

  private static Verdict loses(String reason) {
    return new Verdict.Loses(Optional.empty(), reason);
  }
}
