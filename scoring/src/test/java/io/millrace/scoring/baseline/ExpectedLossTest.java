package io.millrace.scoring.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Metric;
import io.millrace.scoring.model.PackageJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of 1; 3 more where it is cold or nobody knows, 5 more on Sundays. */
class ExpectedLossTest {

  private static final long COLD = 0b1 | 1L << LossInput.MISSING;

  private static final ExpectedLoss LOSS =
      new ExpectedLoss(
          List.of(
              new LossInput.OfAnswer(List.of(100.0)),
              new LossInput.OfNumber("temp", List.of(10.0, 20.0)),
              new LossInput.OfWord("day", List.of("sun", "sat"))),
          Map.of(
              "mae",
              new ExpectedLoss.Trees(
                  1,
                  List.of(
                      new LossTree(List.of(1), List.of(COLD), List.of(3.0, 0.0)),
                      new LossTree(
                          List.of(2, LossTree.NONE, 0),
                          List.of(0b1L, 0L, 0b1L),
                          List.of(5.0, 99.0, 0.0, -7.0)))),
              "rmse",
              new ExpectedLoss.Trees(4, List.of())),
          new Spread(50, 0, 0));

  private static final Baseline BASELINE =
      new Baseline(
          2,
          Map.of(
              "temp",
              FeatureBaseline.numbers(new double[] {10, 20}, 2),
              "day",
              FeatureBaseline.categories(new String[] {"sun", "mon"}, 2)),
          FeatureBaseline.numbers(new double[] {1}, 1),
          List.of());

  @ParameterizedTest
  @CsvSource({
    "9.9, mon, 50, 4",
    "10, mon, 50, 1",
    ", mon, 50, 4",
    "25, sun, 50, 6",
    "5, sun, 50, 9",
    "25, sun, 500, 6",
    "25, never, 50, 1",
    "5, sat, 500, 0",
    "25, , 500, 0"
  })
  void addsUpWhatTreesSayOfARowAndOfTheAnswer(
      Double temp, String day, double answer, double expected) {
    Map<String, Object> row = new HashMap<>();
    row.put("temp", temp);
    row.put("day", day);
    row.put("other", true);

    assertThat(LOSS.of(Metric.MAE, row, answer)).isEqualTo(expected);
  }

  @Test
  void tellsWhatIsExplainedFromTheSquaresOfErrors() {
    assertThat(LOSS.tells(Metric.R2)).isTrue();
    assertThat(LOSS.tells(Metric.MAPE)).isFalse();
    assertThat(LOSS.of(Metric.R2, Map.of(), 1)).isEqualTo(4);
  }

  @Test
  void aSpreadKnowsHowMuchTheTruthOfItsOwnRowsVaries() {
    double[] truth = {1, 5, 2, 9, 4};
    double[] answer = {2, 4, 2, 7, 3};
    Spread spread = Spread.of(truth, answer);

    assertThat(spread.center()).isEqualTo(3.6);
    assertThat(spread.ofTruth(3.44, 1.4)).isCloseTo(7.76, within(1e-9));
  }

  @Test
  void isReadAsItWasWritten() {
    Baseline with = BASELINE.with(LOSS);

    byte[] json = PackageJson.write(with);

    assertThat(PackageJson.read(json, Baseline.class)).isEqualTo(with);
    assertThat(new String(PackageJson.write(BASELINE), StandardCharsets.UTF_8))
        .doesNotContain("loss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"inputs\" : [ 1 ]|\"inputs\" : [ 3 ]|beyond their 3 inputs",
        "\"inputs\" : [ 1 ]|\"inputs\" : [ -2 ]|beyond their 3 inputs",
        "\"inputs\" : [ 1 ]|\"inputs\" : [ 1, 1 ]|one value more are needed",
        "[ 3.0, 0.0 ]|[ 3.0 ]|one value more are needed",
        "[ 3.0, 0.0 ]|[ 3.0, \"NaN\" ]|no number",
        "[ 10.0, 20.0 ]|[ 20.0, 10.0 ]|ascending",
        "[ \"sun\", \"sat\" ]|[ \"sun\", \"sun\" ]|each once",
        "\"base\" : 4.0|\"base\" : \"Infinity\"|upon a number",
        "\"center\" : 50.0|\"center\" : \"NaN\"|no numbers",
        "\"feature\" : \"temp\"|\"feature\" : \"weight\"|by weight, which is no such feature",
        "\"feature\" : \"day\"|\"feature\" : \"temp\"|by temp, which is no such feature",
        "\"kind\" : \"word\"|\"kind\" : \"colour\"|colour",
      })
  void refusesWhatIsNoneAndSaysWhy(String sound, String wrong, String why) {
    String json = new String(PackageJson.write(BASELINE.with(LOSS)), StandardCharsets.UTF_8);
    assertThat(json).contains(sound);
    byte[] broken = json.replace(sound, wrong).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PackageJson.read(broken, Baseline.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
