package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.problem.Train.Algorithm;
import io.millrace.problem.Tunable;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainersTest {

  private static final int WIDTH = 6;

  static Stream<Arguments> trainersAndTasks() {
    return Stream.of(new GradientBoosting(), new NeuralNetwork(), new ElasticNet())
        .flatMap(trainer -> Stream.of(0, 2, 3).map(classes -> Arguments.of(trainer, classes)));
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void exportsAGraphThatAnswersAsTheTrainerDoes(Trainer trainer, int classes) throws Exception {
    TrainingSet set = set(600, classes, 1);
    TrainingSet unseen = set(300, classes, 2);

    try (Learner trained = learned(trainer, set, 42)) {
      float[] own = trained.predict(unseen.features(), unseen.rows());
      float[] graph = run(trained.onnx(), unseen);

      assertThat(graph).hasSameSizeAs(own);
      assertThat(Parity.of(own, graph)).isLessThan(Parity.TOLERANCE);
    }
  }

  @Test
  void learnsALogarithmAndAnswersTheNumber() throws Exception {
    TrainingSet set = grown(set(1500, 0, 1));
    TrainingSet unseen = grown(set(500, 0, 2));

    for (Trainer trainer : List.of(new GradientBoosting(), new NeuralNetwork())) {
      try (Learner trained = learned(new LogTarget(trainer), set, 42)) {
        float[] own = trained.predict(unseen.features(), unseen.rows());

        assertThat(Parity.of(own, run(trained.onnx(), unseen))).isLessThan(Parity.TOLERANCE);
        assertThat(goodness(own, unseen)).isGreaterThan(0.7);
      }
    }
  }

  private static TrainingSet grown(TrainingSet set) {
    double[] targets =
        java.util.Arrays.stream(set.targets()).map(value -> Math.exp(value / 200)).toArray();
    return new TrainingSet(set.features(), set.width(), targets, 0);
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void learnsTheSameBytesFromTheSameRowsAndSeed(Trainer trainer, int classes) {
    TrainingSet set = set(400, classes, 3);

    try (Learner once = learned(trainer, set, 7);
        Learner again = learned(trainer, set, 7);
        Learner other = learned(trainer, set, 8)) {
      assertThat(again.onnx()).isEqualTo(once.onnx());
      if (trainer.algorithm() != Algorithm.LINEAR) { // which leaves nothing to chance
        assertThat(other.onnx()).isNotEqualTo(once.onnx());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void learnsTheSameBesideOthersAsAlone(Trainer trainer, int classes) throws Exception {
    TrainingSet set = set(200, classes, 6);
    Callable<byte[]> work =
        () -> {
          try (Learner learner = learned(trainer, set, 7)) {
            return learner.onnx();
          }
        };
    byte[] alone = work.call();

    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<byte[]> beside : threads.invokeAll(Collections.nCopies(3, work))) {
        assertThat(beside.get()).isEqualTo(alone);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void takesEveryParameterOfItsOwnSpace(Trainer trainer, int classes) {
    Shape shape = new Shape(500, WIDTH, classes);

    assertThat(trainer.defaults(shape).values()).containsKeys(names(trainer.space(shape)));
  }

  private static String[] names(Map<String, ?> space) {
    return space.keySet().toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void learnsWhatThereIsToLearn(Trainer trainer, int classes) {
    TrainingSet unseen = set(500, classes, 5);

    try (Learner trained = learned(trainer, set(1500, classes, 4), 42)) {
      float[] answers = trained.predict(unseen.features(), unseen.rows());

      assertThat(goodness(answers, unseen)).isGreaterThan(0.8);
    }
  }

  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void learnsTheSameWhateverLearnsBesideItAndOnWhateverThread(Trainer trainer, int classes)
      throws InterruptedException {
    TrainingSet set = set(400, classes, 3);
    Parameters parameters = trainer.defaults(set.shape());

    try (Learner alone = trainer.begin(set, parameters, 7);
        Learner beside = trainer.begin(set, parameters, 7)) {
      for (int i = 0; i < 6; i++) {
        alone.step();
      }
      for (int i = 0; i < 6; i++) {
        try (Learner other = trainer.begin(set, parameters, i)) {
          other.step();
        }
        Thread thread = Thread.ofPlatform().start(beside::step);
        thread.join();
      }

      assertThat(beside.onnx()).isEqualTo(alone.onnx());
    }
  }

  /** A problem file can state a space of these alone. */
  @ParameterizedTest
  @MethodSource("trainersAndTasks")
  void itsAlgorithmNamesEveryParameter(Trainer trainer, int classes) {
    Shape shape = new Shape(1000, WIDTH, classes);
    Map<String, Tunable> tunables =
        trainer.algorithm().tunables().stream()
            .collect(Collectors.toMap(Tunable::name, Function.identity()));

    assertThat(tunables).containsKeys(trainer.space(shape).keySet().toArray(String[]::new));
    assertThat(trainer.defaults(shape).values())
        .allSatisfy((name, value) -> assertThat(tunables.get(name).takes(value)).isTrue());
  }

  static Learner learned(Trainer trainer, TrainingSet set, long seed) {
    Parameters parameters = trainer.defaults(set.shape());
    Learner learner = trainer.begin(set, parameters, seed);
    for (int i = 0; i < trainer.mostSteps(parameters, set.shape()) / 2; i++) {
      learner.step();
    }
    return learner;
  }

  /** Accuracy, or the share of the variance that is explained. */
  static double goodness(float[] answers, TrainingSet set) {
    double right = 0;
    double mean = java.util.Arrays.stream(set.targets()).average().orElseThrow();
    double error = 0;
    double variance = 0;
    for (int row = 0; row < set.rows(); row++) {
      double truth = set.targets()[row];
      if (set.isRegression()) {
        error += Math.pow(answers[row] - truth, 2);
        variance += Math.pow(truth - mean, 2);
      } else {
        right += best(answers, row, set.classes()) == (int) truth ? 1 : 0;
      }
    }
    return set.isRegression() ? 1 - error / variance : right / set.rows();
  }

  private static int best(float[] answers, int row, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      best = answers[row * classes + i] > answers[row * classes + best] ? i : best;
    }
    return best;
  }

  static float[] run(byte[] onnx, TrainingSet set) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(set.features()),
                new long[] {set.rows(), set.width()});
        OrtSession.Result result = session.run(Map.of("features", input))) {
      String output = set.isRegression() ? "value" : "probabilities";
      FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  /** Columns of very different sizes, one value in twenty missing, one column without variance. */
  private static TrainingSet set(int rows, int classes, long seed) {
    Random random = new Random(seed);
    float[] features = new float[rows * WIDTH];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double score = 2 * a + (b > 0.3 ? 1.5 : -1) + 0.1 * random.nextGaussian();
      double[] values = {a * 300 + 1000, b, random.nextGaussian(), 5, a * b, random.nextInt(2)};
      for (int i = 0; i < WIDTH; i++) {
        boolean missing = random.nextInt(20) == 0 && i != 1;
        features[row * WIDTH + i] = missing ? Float.NaN : (float) values[i];
      }
      targets[row] =
          switch (classes) {
            case 0 -> 500 + 120 * score;
            case 2 -> score > 0 ? 1 : 0;
            default -> score < -1 ? 0 : score < 1.5 ? 1 : 2;
          };
    }
    return new TrainingSet(features, WIDTH, targets, classes);
  }
}
