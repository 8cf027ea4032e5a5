package io.millrace.inference.rehearse;

import io.millrace.inference.load.ServedModel;
import io.millrace.problem.Metric;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** One of the two versions, and what it says. For one thread. */
final class Actor {

  private final ServedModel model;
  private final List<float[]> outputs = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();
  private final List<Double> micros = new ArrayList<>();
  private long failures;

  Actor(ServedModel model) {
    this.model = model;
  }

  ServedModel model() {
    return model;
  }

  /** Scores a batch; rows that the graph fails at get an answer that is not finite. */
  Scores score(RowBatch rows) {
    long start = System.nanoTime();
    try {
      return model.model().score(rows);
    } catch (IllegalStateException e) {
      return model.model().scoreEach(rows);
    } finally {
      micros.add((System.nanoTime() - start) / 1e3 / Math.max(1, rows.size()));
    }
  }

  void failed() {
    failures++;
  }

  /** Keeps an answer that both versions have. */
  void keep(Scores scores, int row) {
    int width = isOfClasses() ? scores.classes().size() : 1;
    float[] output = new float[width];
    for (int i = 0; i < width; i++) {
      output[i] = isOfClasses() ? scores.probability(row, i) : (float) scores.value(row);
    }
    outputs.add(output);
    answers.add(isOfClasses() ? scores.answer(row) : -1);
  }

  boolean isOfClasses() {
    return !model.manifest().classes().isEmpty();
  }

  int kept() {
    return outputs.size();
  }

  String label(int kept) {
    return model.manifest().classes().get(answers.get(kept));
  }

  double value(int kept) {
    return outputs.get(kept)[0];
  }

  boolean knows(Object truth) {
    return isOfClasses()
        ? model.manifest().classes().contains(truth.toString())
        : truth instanceof Number;
  }

  /** NaN where the labelled answers leave the metric undefined. */
  double score(Metric metric, List<Integer> labelled, List<Object> truths) {
    return labelled.isEmpty() ? Double.NaN : answers(labelled, truths).value(metric);
  }

  private Answers answers(List<Integer> labelled, List<Object> truths) {
    int rows = labelled.size();
    if (!isOfClasses()) {
      return new NumberAnswers(
          truths.stream().mapToDouble(truth -> ((Number) truth).doubleValue()).toArray(),
          labelled.stream().mapToDouble(this::value).toArray());
    }
    List<String> classes = model.manifest().classes();
    float[] probabilities = new float[rows * classes.size()];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          outputs.get(labelled.get(row)), 0, probabilities, row * classes.size(), classes.size());
    }
    String positive = model.manifest().positive();
    return new ClassAnswers(
        classes.size(),
        positive == null ? OptionalInt.empty() : OptionalInt.of(classes.indexOf(positive)),
        truths.stream().mapToInt(truth -> classes.indexOf(truth.toString())).toArray(),
        labelled.stream().mapToInt(answers::get).toArray(),
        probabilities);
  }

  Comparison.Side side(double score) {
    double[] sorted = micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Comparison.Side(
        model.version(),
        Double.isFinite(score) ? score : null,
        sorted.length == 0 ? 0 : sorted[sorted.length / 2],
        sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
        failures);
  }

  /** The positions of the answers that are the same, as a share; of numbers, their correlation. */
  static double agreement(Actor one, Actor other) {
    int rows = one.kept();
    if (one.isOfClasses()) {
      long same = 0;
      for (int row = 0; row < rows; row++) {
        same += one.label(row).equals(other.label(row)) ? 1 : 0;
      }
      return rows == 0 ? Double.NaN : (double) same / rows;
    }
    double[] x = new double[rows];
    double[] y = new double[rows];
    Arrays.setAll(x, one::value);
    Arrays.setAll(y, other::value);
    return correlation(x, y);
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y).average().orElse(Double.NaN);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
