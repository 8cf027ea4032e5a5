package io.millrace.monitoring.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorecardTest {

  private static final Define CLASSES =
      new Define(Task.CLASSIFICATION, "y", Optional.empty(), Optional.empty());

  /** Two hits and one miss of "1", three hits and two misses of "0". */
  private static final List<Outcome> BINARY =
      List.of(
          seen("1", "1"),
          seen("1", "1"),
          seen("1", "0"),
          seen("0", "0"),
          seen("0", "0"),
          seen("0", "0"),
          seen("0", "1"),
          seen("0", "1"));

  @ParameterizedTest
  @CsvSource({
    "accuracy, 0.625",
    "f1, 0.571428571",
    "precision, 0.5",
    "recall, 0.666666667",
    "balanced-accuracy, 0.633333333",
    "macro-f1, 0.619047619",
    "roc-auc, 0.5",
    "pr-auc, 0.375",
    "brier, 0.25",
    "log-loss, 0.693147181"
  })
  void scoresTwoClassesByTheLastInTheAlphabet(String metric, double expected) {
    assertThat(score(metric, BINARY).orElseThrow()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void averagesOverMoreClasses() {
    List<Outcome> three = List.of(seen("a", "a"), seen("b", "a"), seen("c", "c"));

    assertThat(score("f1", three).orElseThrow()).isCloseTo((2.0 / 3 + 0 + 1) / 3, within(1e-9));
  }

  @Test
  void ranksByTheProbabilityOfEachClassAgainstTheRest() {
    List<Outcome> three =
        List.of(
            seen("a", Map.of("a", 0.7, "b", 0.2, "c", 0.1)),
            seen("b", Map.of("a", 0.3, "b", 0.4, "c", 0.3)),
            seen("c", Map.of("a", 0.2, "b", 0.2, "c", 0.6)),
            seen("c", Map.of("a", 0.1, "b", 0.6, "c", 0.3)),
            seen("b", Map.of("a", 0.2, "b", 0.5, "c", 0.3)),
            seen("a", Map.of("a", 0.4, "b", 0.3, "c", 0.3)),
            seen("c", Map.of("a", 0.1, "b", 0.1, "c", 0.8)),
            seen("b", Map.of("a", 0.5, "b", 0.3, "c", 0.2)));

    // scikit-learn 1.2: roc_auc_score(multi_class='ovr'), average_precision_score, Brier (1950)
    assertThat(score("roc-auc", three).orElseThrow()).isCloseTo(0.861111111, within(1e-8));
    assertThat(score("pr-auc", three).orElseThrow()).isCloseTo(0.751851852, within(1e-8));
    assertThat(score("brier", three).orElseThrow()).isCloseTo(0.4425, within(1e-7));
  }

  @Test
  void aMetricIsSilentOnOutcomesThatWereKeptForAnother() {
    Outcome ofAccuracy = new Outcome(Instant.EPOCH, "1", "1", 0.9, 0, 0, null);

    assertThat(score("roc-auc", List.of(ofAccuracy, ofAccuracy))).isEmpty();
    assertThat(score("rmse", List.of(ofAccuracy))).isEmpty();
    assertThat(score("log-loss", List.of(ofAccuracy)).orElseThrow())
        .isCloseTo(-Math.log(0.9), within(1e-7));
  }

  @Test
  void countsTheAnswerThatWasGivenAlsoWhereAThresholdMadeItTheLessProbable() {
    Outcome strict = new Outcome(Instant.EPOCH, "0", "0", 0.3, 0, 0, Map.of("0", 0.3, "1", 0.7));

    assertThat(score("accuracy", List.of(strict))).hasValue(1);
  }

  @Test
  void isSilentWhereOnlyOneClassTurnedUpOrAShareOfNothingIsAsked() {
    assertThat(score("roc-auc", List.of(seen("1", "1"), seen("1", "0")))).isEmpty();
    assertThat(score("mape", List.of(measured(0, 1), measured(1, 1)))).isEmpty();
    assertThat(score("rmsle", List.of(measured(-1, 1), measured(1, 1)))).isEmpty();
  }

  @Test
  void knowsThePositiveClassWhenOnlyTheOtherTurnedUp() {
    List<Outcome> quiet = List.of(seen("0", "0"), seen("0", "0"));

    assertThat(Scorecard.of(Metric.F1, quiet, List.of("0", "1"), CLASSES)).isEmpty();
    assertThat(Scorecard.of(Metric.ACCURACY, quiet, List.of("0", "1"), CLASSES)).hasValue(1);
  }

  @Test
  void doesNotCallAModelBadAtFindingWhatDidNotOccur() {
    List<Outcome> oneFalseAlarm = List.of(seen("0", "0"), seen("0", "1"), seen("0", "0"));

    assertThat(Scorecard.of(Metric.F1, oneFalseAlarm, List.of("0", "1"), CLASSES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mae, 1.5", "rmse, 1.5811388", "r2, 0.6", "mape, 0.4875", "rmsle, 0.3578639"})
  void scoresNumbers(String metric, double expected) {
    List<Outcome> numbers = List.of(measured(1, 2), measured(4, 2), measured(5, 6), measured(8, 6));

    assertThat(score(metric, numbers).orElseThrow()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(score("accuracy", List.of())).isEmpty();
    assertThat(score("r2", List.of(measured(1, 1), measured(1, 2)))).isEmpty();
  }

  private static java.util.OptionalDouble score(String metric, List<Outcome> outcomes) {
    return Scorecard.of(Metric.of(metric).orElseThrow(), outcomes, List.of(), CLASSES);
  }

  private static Outcome seen(String truth, String label) {
    return new Outcome(Instant.EPOCH, truth, label, 0.5, 0, 0, Map.of("0", 0.5, "1", 0.5));
  }

  private static Outcome seen(String truth, Map<String, Double> probabilities) {
    return new Outcome(
        Instant.EPOCH, truth, "a", probabilities.getOrDefault(truth, 0.0), 0, 0, probabilities);
  }

  private static Outcome measured(double actual, double predicted) {
    return new Outcome(Instant.EPOCH, null, null, 0, actual, predicted, null);
  }
}
