package io.millrace.training.search;

import io.millrace.problem.Distribution;
import io.millrace.problem.Metric;
import io.millrace.problem.Train.Algorithm;
import io.millrace.training.train.Learner;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Shape;
import io.millrace.training.train.Trainer;
import io.millrace.training.train.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Learns a line, the better the nearer its eta is to 0.3; its error falls with every step. */
final class Toy implements Trainer {

  static final int STEPS = 72;
  static final Judge JUDGE = (answers, rows) -> Map.of(Metric.RMSE.word(), rmse(answers, rows));

  final Algorithm algorithm;
  final ConcurrentLinkedQueue<Double> begun = new ConcurrentLinkedQueue<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger steps = new AtomicInteger();
  volatile double broken = -1;
  volatile IntConsumer everyStep = _ -> {};

  Toy(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public Algorithm algorithm() {
    return algorithm;
  }

  @Override
  public Parameters defaults(Shape shape) {
    return Parameters.of(Map.of("eta", 0.5));
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    return Map.of("eta", new Distribution.Uniform(0.001, 1));
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return STEPS;
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    double eta = parameters.number("eta");
    begun.add(eta);
    open.incrementAndGet();
    return new ToyLearner(eta);
  }

  static Material material(String history) {
    TrainingSet fitting = new TrainingSet(new float[100], 1, new double[100], 0);
    TrainingSet judging = new TrainingSet(new float[10], 1, new double[10], 0);
    return new Material(history, List.of(new Material.Fold(fitting, judging)));
  }

  private static double rmse(float[] answers, TrainingSet rows) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += Math.pow(answers[i] - rows.targets()[i], 2);
    }
    return Math.sqrt(sum / rows.rows());
  }

  private final class ToyLearner implements Learner {
    private final double eta;
    private int taken;

    ToyLearner(double eta) {
      this.eta = eta;
    }

    @Override
    public void step() {
      everyStep.accept(taken);
      if (eta == broken && taken == 10) {
        throw new IllegalStateException("it broke");
      }
      taken++;
      steps.incrementAndGet();
    }

    @Override
    public Map<String, Object> parameters() {
      return Map.of("eta", eta);
    }

    @Override
    public float[] predict(float[] features, int rows) {
      float[] answers = new float[rows];
      java.util.Arrays.fill(answers, (float) (Math.abs(eta - 0.3) + 1.0 / taken));
      return answers;
    }

    @Override
    public byte[] onnx() {
      return new byte[0];
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
