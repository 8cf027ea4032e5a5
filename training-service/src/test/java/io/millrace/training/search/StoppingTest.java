package io.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.EarlyTermination;
import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.Bandit;
import io.millrace.problem.EarlyTermination.MedianStopping;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.EarlyTermination.Slack;
import io.millrace.problem.EarlyTermination.TruncationSelection;
import io.millrace.problem.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoppingTest {

  private static final Pace EACH = new Pace(1, 0);

  @Test
  void ashaLooksAtRungsAFactorApart() {
    assertThat(looks(new Asha(3, new Pace(4, 0)), 36)).containsExactly(4, 12, 36);
    assertThat(looks(new Asha(4, new Pace(2, 3)), 36)).containsExactly(5, 11, 35);
  }

  @Test
  void theOthersLookAtEveryIntervalAfterADelay() {
    assertThat(looks(new Bandit(new Slack.Factor(0.1), new Pace(1, 0)), 5))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(looks(new MedianStopping(new Pace(3, 5)), 12)).containsExactly(6, 9, 12);
    assertThat(looks(new None(), 36)).isEmpty();
  }

  @Test
  void ashaLetsTheBestThirdOfThoseThatCameSoFarGoOn() {
    Stopping asha = new Stopping(new Asha(3, EACH), Metric.RMSE);

    assertThat(goesOn(asha, 1, 5)).isTrue();
    assertThat(goesOn(asha, 2, 6)).isFalse();
    assertThat(goesOn(asha, 3, 4)).isTrue();
    assertThat(goesOn(asha, 4, 4.5)).isFalse();
    assertThat(goesOn(asha, 5, 7)).isFalse();
    assertThat(goesOn(asha, 6, 4.5)).as("second of six").isTrue();
  }

  @Test
  void ashaTellsEqualMetricsApartByTheirLoss() {
    Stopping asha = new Stopping(new Asha(2, EACH), Metric.ACCURACY);
    asha.sees(1, List.of(new Evaluation(1, 0.9, 0.3)));
    asha.sees(2, List.of(new Evaluation(1, 0.9, 0.4)));

    assertThat(asha.goesOn(1, 1)).isTrue();
    assertThat(asha.goesOn(2, 1)).isFalse();
  }

  @Test
  void aTrialThatHasLearnedAllItCanCountsAtEveryLaterRung() {
    Stopping asha = new Stopping(new Asha(2, EACH), Metric.RMSE);
    asha.completes(1, curve(3, 1));
    asha.sees(2, curve(3, 2, 2));

    assertThat(asha.goesOn(2, 3)).isFalse();
  }

  @Test
  void banditComparesWithTheBestAtTheSameEvaluation() {
    Stopping factor = new Stopping(new Bandit(new Slack.Factor(0.2), EACH), Metric.ACCURACY);
    assertThat(goesOn(factor, 1, 0.96)).isTrue();
    assertThat(goesOn(factor, 2, 0.81)).isTrue();
    assertThat(goesOn(factor, 3, 0.79)).isFalse();

    Stopping lower = new Stopping(new Bandit(new Slack.Factor(0.2), EACH), Metric.RMSE);
    assertThat(goesOn(lower, 1, 10)).isTrue();
    assertThat(goesOn(lower, 2, 11.9)).isTrue();
    assertThat(goesOn(lower, 3, 12.1)).isFalse();

    Stopping amount = new Stopping(new Bandit(new Slack.Amount(0.1), EACH), Metric.R2);
    assertThat(goesOn(amount, 1, -0.5)).isTrue();
    assertThat(goesOn(amount, 2, -0.59)).isTrue();
    assertThat(goesOn(amount, 3, -0.61)).isFalse();
  }

  @Test
  void medianStoppingComparesTheBestWithTheMedianOfRunningAverages() {
    Stopping median = new Stopping(new MedianStopping(EACH), Metric.RMSE);
    median.sees(1, curve(8, 4));
    median.sees(2, curve(4, 2));
    median.sees(3, curve(10, 10));

    median.sees(4, curve(9, 5.9));
    assertThat(median.goesOn(4, 2)).as("averages 6, 3, 10").isTrue();
    median.sees(5, curve(9, 6.1));
    assertThat(median.goesOn(5, 2)).as("averages 6, 3, 10, 7.45").isTrue();
    median.sees(6, curve(9, 8));
    assertThat(median.goesOn(6, 2)).as("averages 6, 3, 10, 7.45, 7.55").isFalse();
  }

  @Test
  void truncationGivesUpTheWorstShare() {
    Stopping truncation = new Stopping(new TruncationSelection(25, EACH), Metric.RMSE);
    IntStream.rangeClosed(1, 3).forEach(trial -> truncation.sees(trial, curve(trial)));

    truncation.sees(4, curve(4));
    assertThat(truncation.goesOn(4, 1)).as("one of four is given up").isFalse();
    truncation.sees(5, curve(3.5));
    assertThat(truncation.goesOn(5, 1)).isTrue();
  }

  @Test
  void whatIsNoNumberIsWorstOfAll() {
    for (EarlyTermination policy :
        List.of(new Asha(2, EACH), new Bandit(new Slack.Factor(9), EACH))) {
      Stopping stopping = new Stopping(policy, Metric.RMSE);
      stopping.sees(1, curve(1e9));
      stopping.sees(2, List.of(new Evaluation(1, Double.NaN, Double.NaN)));

      assertThat(stopping.goesOn(1, 1)).isTrue();
      assertThat(stopping.goesOn(2, 1)).isFalse();
    }
  }

  private static boolean goesOn(Stopping stopping, int trial, double metric) {
    stopping.sees(trial, curve(metric));
    return stopping.goesOn(trial, 1);
  }

  private static List<Evaluation> curve(double... metrics) {
    return IntStream.range(0, metrics.length)
        .mapToObj(i -> new Evaluation(i + 1, metrics[i], metrics[i]))
        .toList();
  }

  private static List<Integer> looks(EarlyTermination policy, int evaluations) {
    Stopping stopping = new Stopping(policy, Metric.RMSE);
    List<Integer> looks = new ArrayList<>();
    for (int at = stopping.next(0); at <= evaluations; at = stopping.next(at)) {
      looks.add(at);
    }
    return looks;
  }
}
