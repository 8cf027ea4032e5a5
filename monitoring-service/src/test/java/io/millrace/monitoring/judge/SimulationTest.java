package io.millrace.monitoring.judge;

import static io.millrace.monitoring.judge.Said.CHALLENGER;
import static io.millrace.monitoring.judge.Said.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Opinion;
import io.millrace.problem.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many rollouts of models whose worth is known. */
class SimulationTest {

  private static final int PROMOTE_AFTER = 300;
  private static final Terms TERMS = new Terms(PROMOTE_AFTER, 0.02, true);

  /** What came of many rollouts. */
  private record Tally(int promoted, int sure, int back, int late, int runs) {}

  @Test
  void equalModelsAreSeldomRolledBackForTheirMetric() {
    Tally accuracy = simulate(Metric.ACCURACY, 1_000, errs(0.2), errs(0.2), 0);
    assertThat(accuracy.back - accuracy.late).isLessThan(50);

    Tally rmse = simulate(Metric.RMSE, 1_000, off(1), off(1), 0);
    assertThat(rmse.back - rmse.late).isLessThan(50);

    Tally f1 = simulate(Metric.F1, 100, errs(0.2), errs(0.2), 0);
    assertThat(f1.back - f1.late).isLessThan(5);
  }

  @Test
  void worseModelsAreRolledBackSoon() {
    Tally accuracy = simulate(Metric.ACCURACY, 1_000, errs(0.1), errs(0.3), 300);
    assertThat(accuracy.back).isGreaterThan(990);
    assertThat(accuracy.late).isLessThan(10);

    Tally rmse = simulate(Metric.RMSE, 1_000, off(1), off(2), 400);
    assertThat(rmse.back).isGreaterThan(990);
    assertThat(rmse.late).isLessThan(10);

    Tally f1 = simulate(Metric.F1, 200, errs(0.1), errs(0.3), 320);
    assertThat(f1.back).isGreaterThan(198);
    assertThat(f1.late).isLessThan(2);
  }

  @Test
  void betterModelsArePromoted() {
    Tally accuracy = simulate(Metric.ACCURACY, 1_000, errs(0.3), errs(0.1), 0);
    assertThat(accuracy.promoted).isGreaterThan(990);
    assertThat(accuracy.sure).isGreaterThan(990);

    Tally rmse = simulate(Metric.RMSE, 500, off(2), off(1), 0);
    assertThat(rmse.promoted).isGreaterThan(495);

    Tally f1 = simulate(Metric.F1, 200, errs(0.3), errs(0.1), 0);
    assertThat(f1.promoted).isGreaterThan(198);
  }

  @Test
  void modelsThatAreWorseThanAllowedAreSeldomPromotedWithConfidence() {
    // 0.80 against 0.78: just beyond the tolerance of 2 % of 0.80.
    Tally accuracy = simulate(Metric.ACCURACY, 1_000, errs(0.2), errs(0.22), 0);
    assertThat(accuracy.sure).isLessThan(50);

    Tally rmse = simulate(Metric.RMSE, 1_000, off(1), off(1.03), 0);
    assertThat(rmse.sure).isLessThan(50);

    Tally f1 = simulate(Metric.F1, 100, errs(0.2), errs(0.22), 0);
    assertThat(f1.sure).isLessThan(5);
  }

  /** How a version answers an event whose truth is 0 or 1. */
  private interface Model {
    Opinion answer(int version, boolean truth, Random random);
  }

  private static Model errs(double share) {
    return (version, truth, random) ->
        Said.label(version, truth == random.nextDouble() >= share ? "yes" : "no");
  }

  private static Model off(double deviation) {
    return (version, truth, random) ->
        Said.value(version, (truth ? 1 : 0) + deviation * random.nextGaussian());
  }

  /**
   * @param soon after so many pairs a verdict is late; 0 for when the comparison is given up
   */
  private static Tally simulate(
      Metric metric, int runs, Model champion, Model challenger, int soon) {
    int promoted = 0;
    int sure = 0;
    int back = 0;
    int late = 0;
    for (int run = 0; run < runs; run++) {
      Run done = run(metric, champion, challenger, new Random(run));
      boolean isLate = soon == 0 ? done.givenUp() : done.pairs > soon;
      promoted += done.ruling.promote() ? 1 : 0;
      sure += done.ruling.promote() && !done.givenUp() ? 1 : 0;
      back += done.ruling.promote() ? 0 : 1;
      late += !done.ruling.promote() && isLate ? 1 : 0;
    }
    return new Tally(promoted, sure, back, late, runs);
  }

  private record Run(Judge.Ruling ruling, long pairs) {
    private boolean givenUp() {
      return ruling.reason().contains("did not tell them apart");
    }
  }

  private static Run run(Metric metric, Model champion, Model challenger, Random random) {
    Comparison comparison = new Comparison(Said.define(metric), TERMS, Rules.USUAL.alpha());
    Judge judge = new Judge(Rules.USUAL, TERMS, comparison);
    Trial trial = Trial.start(random.nextInt(1_000), CHAMPION, CHALLENGER);
    List<Labelled> pairs = new ArrayList<>();
    while (true) {
      boolean truth = random.nextBoolean();
      String label = metric == Metric.RMSE ? (truth ? "1" : "0") : truth ? "yes" : "no";
      Opinion one = champion.answer(CHAMPION, truth, random);
      Opinion other = challenger.answer(CHALLENGER, truth, random);
      trial = trial.plus(one, other);
      Labels labels = trial.labels().one();
      labels = labels.costing(comparison.add(labels.costs(), Pair.of(one, other, 1), label));
      trial = trial.labelled(labels);
      pairs.add(new Labelled(label, one, other));
      if (comparison.needsPairs() && labels.count() >= labels.next()) {
        trial = trial.labelled(comparison.look(trial, pairs));
      }
      Optional<Judge.Ruling> ruling = judge.rule(trial, true);
      if (ruling.isPresent()) {
        return new Run(ruling.get(), trial.pairs());
      }
    }
  }
}
