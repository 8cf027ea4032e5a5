package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Golden.GoldenRow;
import io.millrace.scoring.test.SmallGraphs;
import io.millrace.scoring.test.SmallPackages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoringModelTest {

  @Test
  void answersClassesWithTheirProbabilities() {
    try (ScoringModel model = classifier()) {
      Scores scores = model.score(SmallPackages.rows(365, 465, 265));

      assertThat(scores.rows()).isEqualTo(3);
      assertThat(scores.classes()).containsExactly("0", "1");
      assertThat(scores.probability(0, 1)).isCloseTo(0.5f, within(1e-6f));
      assertThat(scores.probability(1, 1)).isCloseTo(0.731059f, within(1e-5f));
      assertThat(scores.label(1)).isEqualTo("1");
      assertThat(scores.label(2)).isEqualTo("0");
    }
  }

  @Test
  void answersThePositiveClassFromTheThresholdOn() {
    // 0.70 of "1" at a light of 450, 0.79 at 500
    RowBatch rows = SmallPackages.rows(450, 500);
    try (ScoringModel model = decided(new Threshold(1, 0.75));
        ScoringModel other = decided(new Threshold(0, 0.25))) {
      assertThat(model.score(rows).label(0)).isEqualTo("0");
      assertThat(model.score(rows).label(1)).isEqualTo("1");
      assertThat(model.scoreEach(rows).label(0)).isEqualTo("0");
      assertThat(other.score(rows).label(0)).isEqualTo("0");
      assertThat(other.score(rows).label(1)).isEqualTo("1");
      assertThat(model.score(rows).probability(0, 1)).isCloseTo(0.7006f, within(1e-4f));
    }
  }

  private static ScoringModel decided(Threshold threshold) {
    return ScoringModel.load(
        SmallPackages.onnx(),
        SmallPackages.FEATURES,
        Task.CLASSIFICATION,
        SmallPackages.CLASSES,
        Optional.of(threshold));
  }

  @Test
  void answersNumbers() {
    byte[] onnx = SmallGraphs.regressor(new float[] {2, 3}, 10);
    try (ScoringModel model =
        ScoringModel.load(onnx, SmallPackages.FEATURES, Task.REGRESSION, List.of())) {
      Scores scores = model.score(SmallPackages.rows(465));

      assertThat(scores.value(0)).isCloseTo(10 + 2 * 1 + 3 * (-100.0 / 300), within(1e-5));
      assertThat(scores.classes()).isEmpty();
    }
  }

  @Test
  void scoresABatchOfAnySizeAsItWouldItsRows() {
    double[] lights = IntStream.range(0, 2 * Engine.PIECE + 7).asDoubleStream().toArray();
    try (ScoringModel model = classifier()) {
      Scores all = model.score(SmallPackages.rows(lights));

      for (int row : new int[] {0, Engine.PIECE - 1, Engine.PIECE, lights.length - 1}) {
        Scores one = model.score(SmallPackages.rows(lights[row]));
        assertThat(all.probability(row, 1)).isEqualTo(one.probability(0, 1));
      }
    }
  }

  @Test
  void scoresNoRows() {
    try (ScoringModel model = classifier()) {
      assertThat(model.score(new RowBatch(SmallPackages.SCHEMA, 0)).rows()).isZero();
    }
  }

  @Test
  void findsGoldenRowsThatItReproducesAndOneThatItDoesNot() {
    Golden golden = SmallPackages.golden();
    GoldenRow first = golden.rows().getFirst();
    Golden other =
        new Golden(
            List.of(
                golden.rows().get(1),
                new GoldenRow(first.values(), first.time(), new double[] {0.9, 0.1})));

    try (ScoringModel model = classifier()) {
      assertThat(model.goldenMismatch(golden)).isEmpty();
      assertThat(model.goldenMismatch(other)).get().asString().contains("golden row 1");
    }
  }

  @Test
  void readsGoldenRowsBackFromJsonToTheSameAnswers() {
    Golden read = PackageJson.read(PackageJson.write(SmallPackages.golden()), Golden.class);

    try (ScoringModel model = classifier()) {
      assertThat(model.goldenMismatch(read)).isEmpty();
    }
  }

  @Test
  void refusesAGraphOfAnotherShape() {
    byte[] wide = SmallGraphs.classifier(new float[3][2], new float[2]);
    byte[] threeClasses = SmallGraphs.classifier(new float[2][3], new float[3]);
    byte[] number = SmallGraphs.regressor(new float[2], 0);

    assertThat(List.of(wide, threeClasses, number))
        .allSatisfy(
            onnx ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> load(onnx))
                    .withMessageContaining("expected"));
  }

  @Test
  void refusesBytesThatAreNoGraph() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load("no graph".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("cannot be loaded");
  }

  @Test
  void tellsAnAnswerFromNone() {
    try (ScoringModel model = classifier()) {
      Scores scores = model.score(SmallPackages.rows(1, 1e300, 3));

      assertThat(scores.isFinite(0)).isTrue();
      assertThat(scores.isFinite(1)).as("infinite as a float").isFalse();
      assertThat(scores.isFinite(2)).isTrue();
    }
  }

  @Test
  void reproducesNoGoldenRowWithoutANumber() {
    GoldenRow first = SmallPackages.golden().rows().getFirst();
    try (ScoringModel model = classifier()) {
      for (double expected : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Golden golden =
            new Golden(
                List.of(
                    new GoldenRow(
                        Map.of("Light", 1e300), first.time(), new double[] {expected, expected})));

        assertThat(model.goldenMismatch(golden)).isPresent();
      }
    }
  }

  @Test
  void scoresEachRowByItselfToTheSameAnswers() {
    try (ScoringModel model = classifier()) {
      Scores together = model.score(SmallPackages.rows(1, 500, 3));
      Scores each = model.scoreEach(SmallPackages.rows(1, 500, 3));

      for (int row = 0; row < 3; row++) {
        assertThat(each.probability(row, 1)).isEqualTo(together.probability(row, 1));
      }
    }
  }

  @Test
  void scoresNothingOnceClosed() {
    ScoringModel model = classifier();
    model.close();
    model.close();

    assertThatIllegalStateException().isThrownBy(() -> model.score(SmallPackages.rows(1)));
  }

  @Test
  void keepsMissingValuesOutOfGoldenRows() {
    RowBatch rows = new RowBatch(SmallPackages.SCHEMA, 1);
    rows.add(Map.of("Light", 1.0), SmallPackages.MADE_AT);
    try (ScoringModel model = classifier()) {
      GoldenRow row = Golden.row(rows, 0, model.score(rows));

      assertThat(row.values()).isEqualTo(Map.of("Light", 1.0));
    }
  }

  private static ScoringModel classifier() {
    return load(SmallPackages.onnx());
  }

  private static ScoringModel load(byte[] onnx) {
    return ScoringModel.load(
        onnx, SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES);
  }
}
