package io.millrace.monitoring.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import java.time.Instant;
import java.util.List;
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
  @CsvSource({"mae, 1.5", "rmse, 1.5811388", "r2, 0.6"})
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
    return new Outcome(Instant.EPOCH, truth, label, 0.5, 0, 0);
  }

  private static Outcome measured(double actual, double predicted) {
    return new Outcome(Instant.EPOCH, null, null, 0, actual, predicted);
  }
}
