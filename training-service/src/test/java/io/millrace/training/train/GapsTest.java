package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Task;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows with gaps and with categories that nobody knows are scored by the function learned. */
class GapsTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("heat", true, Optional.empty()),
              new Feature.Category("sky", true, List.of()),
              new Feature.Bool("open", true)));

  static Stream<Arguments> trainersTasksAndFills() {
    return Stream.of(new GradientBoosting(), new NeuralNetwork(), new ElasticNet())
        .flatMap(
            trainer ->
                IntStream.of(0, 2, 3)
                    .boxed()
                    .flatMap(
                        classes ->
                            Stream.of(20.0, Double.NaN)
                                .map(fill -> Arguments.of(trainer, classes, fill))));
  }

  @ParameterizedTest
  @MethodSource("trainersTasksAndFills")
  void scoresGapsTheWayItTrained(Trainer trainer, int classes, double fill) {
    FittedFeatures features = features(fill);
    RowBatch gaps = new RowBatch(SCHEMA, 8);
    gaps.add(Map.of(), TIME);
    gaps.add(Map.of("heat", 25), TIME);
    gaps.add(Map.of("sky", "sky3", "open", true), TIME);
    gaps.add(Map.of("heat", 18, "sky", "never seen", "open", false), TIME);
    gaps.add(Map.of("heat", -1e300, "sky", "", "open", true), TIME);
    gaps.add(Map.of("heat", 1e300, "sky", "sky0", "open", true), TIME);

    TrainingSet set = set(features, classes);
    try (Learner learner = TrainersTest.learned(trainer, set, 3)) {
      float[] own = learner.predict(features.encode(gaps), gaps.size());
      float[] graph = scored(learner.onnx(), features, classes, gaps);

      assertThat(own).doesNotContain(Float.NaN);
      assertThat(Parity.of(own, graph)).isLessThan(Parity.TOLERANCE);
    }
  }

  private static float[] scored(byte[] onnx, FittedFeatures features, int classes, RowBatch rows) {
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    Task task = classes == 0 ? Task.REGRESSION : Task.CLASSIFICATION;
    try (ScoringModel model = ScoringModel.load(onnx, features, task, labels)) {
      Scores scores = model.score(rows);
      int outputs = Math.max(1, classes);
      float[] flat = new float[rows.size() * outputs];
      for (int i = 0; i < flat.length; i++) {
        flat[i] =
            classes == 0 ? (float) scores.value(i) : scores.probability(i / outputs, i % outputs);
      }
      return flat;
    }
  }

  private static FittedFeatures features(double fill) {
    List<String> categories = IntStream.range(-1, 9).mapToObj(i -> i < 0 ? "" : "sky" + i).toList();
    return new FittedFeatures(
        List.of(
            new NumberEncoder("heat", fill, 20, 5),
            new CategoryEncoder("sky", categories),
            new NumberEncoder("open", Double.isNaN(fill) ? fill : 1, 0, 1)));
  }

  /** Heat decides where it is there; where it is not, its absence does. */
  private static TrainingSet set(FittedFeatures features, int classes) {
    Random random = new Random(9);
    RowBatch rows = new RowBatch(SCHEMA, 400);
    double[] targets = new double[400];
    for (int row = 0; row < targets.length; row++) {
      rows.open(TIME.toEpochMilli());
      double heat = 20 + 5 * random.nextGaussian();
      int sky = random.nextInt(10);
      if (random.nextInt(4) > 0) {
        rows.setNumber(0, row == 7 ? 1e300 : heat);
      }
      rows.setCategory(1, sky == 9 ? null : "sky" + sky);
      rows.setBool(2, random.nextBoolean());
      double score = Double.isNaN(rows.numbers(0)[row]) ? 3 : heat - 20 + sky % 2;
      targets[row] = classes == 0 ? score * 10 : Math.floorMod((int) score, classes);
    }
    return new TrainingSet(
        features.encode(rows), features.width(), targets, classes, List.of(new Block(1, 11)));
  }
}
