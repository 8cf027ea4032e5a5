package io.millrace.monitoring.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.problem.Metric;
import io.millrace.scoring.baseline.ExpectedLoss;
import io.millrace.scoring.baseline.LossInput;
import io.millrace.scoring.baseline.LossTree;
import io.millrace.scoring.baseline.Spread;
import io.millrace.scoring.metric.NumberAnswers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors have a deviation of 1 where the answer is below 50, and of 4 elsewhere. */
class ExpectedErrorTest {

  private static final double OF_MEAN = Math.sqrt(2 / Math.PI);

  private final Random random = new Random(23);

  private record Row(double answer, double truth) {}

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"MAE", "RMSE", "R2"})
  void isWhatComesOutWhereHardRowsBecomeMore(Metric metric) {
    List<Row> holdout = rows(20_000, 50, 10);
    ExpectedError expected =
        new ExpectedError(loss(Spread.of(column(holdout, true), column(holdout, false))), metric);

    for (double mean : new double[] {35, 50, 65}) {
      List<Row> later = rows(20_000, mean, 8);
      double real = new NumberAnswers(column(later, true), column(later, false)).value(metric);
      assertThat(value(expected, later))
          .as("%s at %s", metric, mean)
          .isCloseTo(real, within(0.04 * real));
    }
  }

  /** Answers that are drawn to the mean share something with their errors. */
  @Test
  void knowsHowMuchIsExplainedByAModelThatIsTooTimid() {
    List<Row> holdout = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double signal = random.nextGaussian();
      holdout.add(new Row(signal, 2 * signal + random.nextGaussian()));
    }
    double squares =
        holdout.stream()
            .mapToDouble(row -> (row.truth - row.answer) * (row.truth - row.answer))
            .average()
            .orElseThrow();
    ExpectedLoss loss =
        new ExpectedLoss(
            List.of(),
            Map.of("rmse", new ExpectedLoss.Trees(squares, List.of())),
            Spread.of(column(holdout, true), column(holdout, false)));

    assertThat(value(new ExpectedError(loss, Metric.R2), holdout))
        .isCloseTo(
            new NumberAnswers(column(holdout, true), column(holdout, false)).value(Metric.R2),
            within(1e-6));
  }

  @Test
  void saysNothingOfPredictionsWithoutAnAnswer() {
    ExpectedError expected = new ExpectedError(loss(new Spread(0, 0, 0)), Metric.MAE);

    assertThat(expected.value(expected.sums(List.of(prediction(null))))).isEmpty();
  }

  private static ExpectedLoss loss(Spread spread) {
    List<LossInput> inputs = List.of(new LossInput.OfAnswer(List.of(50.0)));
    return new ExpectedLoss(
        inputs,
        Map.of(
            "mae", new ExpectedLoss.Trees(0, List.of(parted(OF_MEAN, 4 * OF_MEAN))),
            "rmse", new ExpectedLoss.Trees(0, List.of(parted(1, 16)))),
        spread);
  }

  private static LossTree parted(double below, double above) {
    return new LossTree(List.of(0), List.of(1L), List.of(below, above));
  }

  private List<Row> rows(int count, double mean, double deviation) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double answer = mean + deviation * random.nextGaussian();
      rows.add(new Row(answer, answer + (answer < 50 ? 1 : 4) * random.nextGaussian()));
    }
    return rows;
  }

  private static double[] column(List<Row> rows, boolean ofTruth) {
    return rows.stream().mapToDouble(row -> ofTruth ? row.truth : row.answer).toArray();
  }

  private static double value(ExpectedError expected, List<Row> rows) {
    return expected
        .value(expected.sums(rows.stream().map(row -> prediction(row.answer)).toList()))
        .orElseThrow();
  }

  private static Prediction prediction(Double answer) {
    return new Prediction(new EventId("e"), 1, Instant.EPOCH, Map.of(), null, null, answer, 1);
  }
}
