package io.millrace.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.model.Threshold;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdChoiceTest {

  /** One in ten is positive, and is said to be so with 0.15 to 0.45; the others with 0 to 0.25. */
  private final Measured timid = measured(2000, 0.15, 0.45, 0, 0.25);

  @Test
  void isWhereF1IsBest() {
    Optional<Threshold> best = choice(Metric.F1, timid);

    assertThat(best.orElseThrow().positive()).isEqualTo(1);
    assertThat(best.orElseThrow().value()).isBetween(0.2, 0.27);
    assertThat(timid.value(Metric.F1)).isZero();
    assertThat(timid.decidedBy(best.orElseThrow()).value(Metric.F1)).isGreaterThan(0.75);
  }

  @Test
  void isOfTheMetricThatIsAskedFor() {
    // of those above 0.15 most are not positive; to find one is worth nine false alarms
    Measured close = measured(2000, 0.15, 0.3, 0, 0.25);

    assertThat(choice(Metric.BALANCED_ACCURACY, close).orElseThrow().value()).isBetween(0.13, 0.17);
    assertThat(choice(Metric.ACCURACY, close).orElseThrow().value()).isBetween(0.23, 0.27);
  }

  @Test
  void isNoneWhereTheMoreProbableClassIsAsGoodAsAnyOther() {
    assertThat(choice(Metric.F1, measured(2000, 0.6, 1, 0, 0.4))).isEmpty();
    assertThat(choice(Metric.ACCURACY, measured(60, 0.45, 0.9, 0, 0.52))).isEmpty();
  }

  /** As the prices of electricity are: said to be too likely for some weeks, and then not. */
  @Test
  void isNoneWhereItHarmsInAPartOfTheTime() {
    int rows = 2000;
    int[] truth = new int[rows];
    int[] answer = new int[rows];
    float[] probabilities = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      boolean early = row < 400;
      truth[row] = row % 3 == 0 ? 1 : 0;
      float one = truth[row] == 1 ? 0.9f : row % 3 == 1 ? 0.1f : 0.6f;
      one = early && one == 0.9f ? 0.6f : early && one == 0.6f ? 0.1f : one;
      probabilities[2 * row] = 1 - one;
      probabilities[2 * row + 1] = one;
      answer[row] = one > 0.5 ? 1 : 0;
    }
    Measured uneven =
        Measured.of(new ClassAnswers(2, OptionalInt.of(1), truth, answer, probabilities));

    assertThat(uneven.decidedBy(new Threshold(1, 0.75)).value(Metric.ACCURACY))
        .isGreaterThan(uneven.value(Metric.ACCURACY) + 0.1);
    assertThat(choice(Metric.ACCURACY, uneven)).isEmpty();
  }

  @Test
  void isNoneForMetricsThatLookAtNoLabel() {
    assertThat(choice(Metric.ROC_AUC, timid)).isEmpty();
    assertThat(choice(Metric.LOG_LOSS, timid)).isEmpty();
  }

  @Test
  void meetsTheBarOfARecallWithTheBestF1() {
    Threshold threshold = choice(Metric.RECALL, timid).orElseThrow();

    assertThat(timid.decidedBy(threshold).value(Metric.RECALL)).isBetween(0.8, 0.99);
    assertThat(timid.decidedBy(threshold).value(Metric.PRECISION)).isGreaterThan(0.3);
  }

  @Test
  void isNoneOfMoreClasses() {
    Measured three =
        Measured.of(
            new ClassAnswers(
                3,
                OptionalInt.empty(),
                new int[] {0, 1, 2},
                new int[] {0, 1, 1},
                new float[] {1, 0, 0, 0, 1, 0, 0, .6f, .4f}));

    assertThat(choice(Metric.F1, three)).isEmpty();
  }

  private static Optional<Threshold> choice(Metric metric, Measured validation) {
    double bound = metric.higherIsBetter() ? 0.8 : 0.5;
    Define define =
        new Define(
            Task.CLASSIFICATION,
            "fails",
            Optional.empty(),
            Optional.of(new Define.Success(metric, bound)));
    return new ThresholdChoice(define, validation, 1).best();
  }

  private static Measured measured(
      int rows, double fromOfOnes, double toOfOnes, double fromOfOthers, double toOfOthers) {
    SplittableRandom random = new SplittableRandom(5);
    int[] truth = new int[rows];
    int[] answer = new int[rows];
    float[] probabilities = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = random.nextInt(10) == 0 ? 1 : 0;
      double one =
          truth[row] == 1
              ? random.nextDouble(fromOfOnes, toOfOnes)
              : random.nextDouble(fromOfOthers, toOfOthers);
      probabilities[2 * row] = (float) (1 - one);
      probabilities[2 * row + 1] = (float) one;
      answer[row] = one > 0.5 ? 1 : 0;
    }
    return Measured.of(new ClassAnswers(2, OptionalInt.of(1), truth, answer, probabilities));
  }
}
