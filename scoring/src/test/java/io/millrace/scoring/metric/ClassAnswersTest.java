package io.millrace.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Metric;
import io.millrace.scoring.model.Threshold;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected values are scikit-learn 1.2.1's, or worked out by hand where a comment says how. */
class ClassAnswersTest {

  /** With three pairs of equal scores. */
  private static final ClassAnswers TWO =
      two(
          new int[] {1, 0, 1, 1, 0, 0, 1, 0, 0, 1},
          new double[] {.9, .9, .8, .6, .6, .6, .4, .4, .2, .1});

  private static final int[] WEIGHTS = {1, 2, 0, 3, 1, 1, 2, 1, 4, 1};

  private static final ClassAnswers THREE =
      answers(
          new int[] {0, 1, 2, 2, 1, 0, 2, 1},
          new double[][] {
            {.7, .2, .1}, {.3, .4, .3}, {.2, .2, .6}, {.1, .6, .3},
            {.2, .5, .3}, {.4, .3, .3}, {.1, .1, .8}, {.5, .3, .2}
          },
          OptionalInt.empty());

  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.5, 0.5625",
    "balanced-accuracy, 0.5, 0.563492063",
    "precision, 0.5, 0.5",
    "recall, 0.6, 0.571428571",
    "f1, 0.545454545, 0.533333333",
    "macro-f1, 0.494949495, 0.560784314",
    "roc-auc, 0.52, 0.555555556",
    "pr-auc, 0.533333333, 0.480248918",
    "log-loss, 0.892734125, 0.850884714",
    "brier, 0.311, 0.2925"
  })
  void agreesWithScikitLearnOnTwoClasses(String word, double once, double weighted) {
    Metric metric = Metric.of(word).orElseThrow();

    assertThat(TWO.value(metric)).isCloseTo(once, within(1e-6));
    assertThat(TWO.measure(metric).over(WEIGHTS)).isCloseTo(weighted, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.75",
    "balanced-accuracy, 0.777777778",
    "precision, 0.777777778",
    "recall, 0.777777778",
    "f1, 0.755555556",
    "macro-f1, 0.755555556",
    "roc-auc, 0.861111111",
    "pr-auc, 0.751851852",
    "log-loss, 0.753039796",
    "brier, 0.4425"
  })
  void agreesWithScikitLearnOnMoreClasses(String word, double expected) {
    assertThat(THREE.value(Metric.of(word).orElseThrow())).isCloseTo(expected, within(1e-6));
  }

  /** Those of roc_auc_score, average_precision_score, log_loss and brier_score_loss. */
  @Test
  void reproducesTheExamplesOfScikitLearnsReference() {
    ClassAnswers ranked = two(new int[] {0, 0, 1, 1}, new double[] {.1, .4, .35, .8});

    assertThat(ranked.value(Metric.ROC_AUC)).isEqualTo(0.75);
    assertThat(ranked.value(Metric.PR_AUC)).isCloseTo(0.8333333333, within(1e-9));
    assertThat(two(new int[] {1, 0, 0, 1}, new double[] {.9, .1, .2, .65}).value(Metric.LOG_LOSS))
        .isCloseTo(0.2161618747, within(1e-6));
    assertThat(two(new int[] {0, 1, 1, 0}, new double[] {.1, .9, .8, .3}).value(Metric.BRIER))
        .isCloseTo(0.0375, within(1e-6));
  }

  @Test
  void averagesOverTheClassesThatTurnUp() {
    // class 0: 1 of 2 found, none false; class 1: 2 of 2, 1 false; class 2 occurs nowhere
    ClassAnswers answers =
        new ClassAnswers(
            3, OptionalInt.empty(), new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}, new float[12]);

    assertThat(answers.value(Metric.PRECISION)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(answers.value(Metric.RECALL)).isCloseTo((0.5 + 1) / 2, within(1e-12));
    assertThat(answers.value(Metric.F1)).isCloseTo((2 / 3.0 + 4 / 5.0) / 2, within(1e-12));
    assertThat(answers.value(Metric.BALANCED_ACCURACY)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void aClassThatIsNeverAnsweredHasPrecisionAndF1OfZero() {
    ClassAnswers never = two(new int[] {1, 0}, new double[] {0, 0});

    assertThat(never.values())
        .contains(entry(Metric.PRECISION, 0.0), entry(Metric.F1, 0.0), entry(Metric.RECALL, 0.0));
    assertThat(never.value(Metric.LOG_LOSS)).isFinite();
  }

  @Test
  void anAnswerOfAClassThatIsGoneIsWrong() {
    ClassAnswers answers =
        new ClassAnswers(
            2, OptionalInt.of(1), new int[] {0, 1}, new int[] {-1, 1}, new float[] {0, 0, 0, 1});

    assertThat(answers.values()).contains(entry(Metric.ACCURACY, 0.5), entry(Metric.F1, 1.0));
  }

  @Test
  void leavesOutWhatOneClassAloneDoesNotDefine() {
    ClassAnswers negatives = two(new int[] {0, 0}, new double[] {.2, .8});

    assertThat(negatives.value(Metric.ROC_AUC)).isNaN();
    assertThat(negatives.values())
        .doesNotContainKeys(Metric.ROC_AUC, Metric.PR_AUC)
        .containsKeys(Metric.ACCURACY, Metric.BRIER);
  }

  @Test
  void ranksARowWithoutAProbabilityLast() {
    ClassAnswers answers = two(new int[] {1, 1, 0}, new double[] {.9, Double.NaN, .2});

    assertThat(answers.value(Metric.ROC_AUC)).isEqualTo(0.5);
  }

  @Test
  void refusesTheMetricsOfNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TWO.measure(Metric.RMSE))
        .withMessageContaining("rmse is of numbers");
  }

  @Test
  void cutsBetweenTheScores() {
    // roc_curve: (0, .5), (.5, .5), (.5, 1), (1, 1)
    ClassAnswers ranked = two(new int[] {0, 0, 1, 1}, new double[] {.1, .4, .35, .8});

    assertThat(Cut.all(ranked, 1))
        .extracting(Cut::hits, Cut::falseAlarms)
        .containsExactly(tuple(1L, 0L), tuple(1L, 1L), tuple(2L, 1L), tuple(2L, 2L));
    assertThat(Cut.all(ranked, 1).getFirst().probability()).isCloseTo(0.6, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCURACY", "BALANCED_ACCURACY", "F1", "MACRO_F1"})
  void findsWhatTheBestBorderWouldReach(Metric metric) {
    double best =
        Cut.all(TWO, 1).stream()
            .map(cut -> TWO.decidedBy(new Threshold(1, cut.probability())))
            .mapToDouble(decided -> decided.value(metric))
            .max()
            .orElseThrow();

    assertThat(TWO.atBestBorder(metric)).isEqualTo(best).isGreaterThan(TWO.value(metric));
  }

  @Test
  void aRareClassThatIsRankedWellIsWorthSomethingAtItsBestBorder() {
    ClassAnswers rare = two(new int[] {0, 0, 1, 1}, new double[] {.1, .2, .3, .4});

    assertThat(rare.value(Metric.F1)).isZero();
    assertThat(rare.atBestBorder(Metric.F1)).isOne();
    assertThat(rare.atBestBorder(Metric.RECALL)).isZero();
    assertThat(THREE.atBestBorder(Metric.ACCURACY)).isEqualTo(THREE.value(Metric.ACCURACY));
  }

  @Test
  void thinsManyCutsToSomeThatSpanTheCurve() {
    int[] truth = new int[1000];
    double[] scores = new double[1000];
    for (int row = 0; row < 1000; row++) {
      truth[row] = row % 10 == 0 ? 1 : 0;
      scores[row] = row / 1000.0;
    }
    var cuts = Cut.all(two(truth, scores), 1);

    assertThat(Cut.thin(cuts, 50))
        .hasSizeBetween(40, 50)
        .startsWith(cuts.getFirst())
        .endsWith(cuts.getLast());
    assertThat(Cut.thin(cuts, 2000)).isEqualTo(cuts);
  }

  /** Two classes, answered at a half. */
  private static ClassAnswers two(int[] truth, double[] ofTheSecond) {
    double[][] both = new double[truth.length][];
    for (int row = 0; row < truth.length; row++) {
      both[row] = new double[] {1 - ofTheSecond[row], ofTheSecond[row]};
    }
    return answers(truth, both, OptionalInt.of(1));
  }

  private static ClassAnswers answers(int[] truth, double[][] rows, OptionalInt positive) {
    int classes = rows[0].length;
    int[] answer = new int[truth.length];
    float[] flat = new float[truth.length * classes];
    for (int row = 0; row < truth.length; row++) {
      for (int cls = 0; cls < classes; cls++) {
        flat[row * classes + cls] = (float) rows[row][cls];
        answer[row] = rows[row][cls] > rows[row][answer[row]] ? cls : answer[row];
      }
    }
    return new ClassAnswers(classes, positive, truth, answer, flat);
  }
}
