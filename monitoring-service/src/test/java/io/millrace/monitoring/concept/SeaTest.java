package io.millrace.monitoring.concept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The SEA stream (Street and Kim 2001): three numbers from 0 to 10, of which the first two are at
 * most a threshold together or not, with a tenth of the answers turned round; and a learner that
 * learns again what came after ADWIN has seen its errors rise.
 */
class SeaTest {

  private static final double[] THRESHOLDS = {8, 9, 7, 9.5};
  private static final int CONCEPT = 10_000;
  private static final double NOISE = 0.1;

  /** So many rows are learned from. */
  private static final int ROWS = 1_000;

  private record Row(double[] x, boolean yes) {}

  @Test
  void everyChangeIsSeenAndLearningAgainRestoresTheAccuracy() {
    List<Row> stream = stream(7);
    List<Integer> seen = new ArrayList<>();

    double on = accuracy(stream, seen, true);
    double off = accuracy(stream, new ArrayList<>(), false);

    assertThat(seen).hasSize(3);
    for (int change = 1; change <= 3; change++) {
      assertThat(seen.get(change - 1) - change * CONCEPT).isBetween(0, 1_000);
    }
    assertThat(on).isGreaterThan(0.865).isGreaterThan(off + 0.02);
  }

  private static List<Row> stream(int seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < THRESHOLDS.length * CONCEPT; i++) {
      double[] x = {10 * random.nextDouble(), 10 * random.nextDouble(), 10 * random.nextDouble()};
      boolean yes = x[0] + x[1] <= THRESHOLDS[i / CONCEPT];
      rows.add(new Row(x, yes ^ (random.nextDouble() < NOISE)));
    }
    return rows;
  }

  /** Of predictions from the first model on. */
  private static double accuracy(List<Row> stream, List<Integer> seen, boolean learnsAgain) {
    double[] model = learn(stream.subList(0, ROWS));
    Detector detector = Adwin.start(0.002);
    int due = Integer.MAX_VALUE;
    int right = 0;
    for (int i = ROWS; i < stream.size(); i++) {
      if (i == due) {
        model = learn(stream.subList(i - ROWS, i));
        detector = Adwin.start(0.002);
        due = Integer.MAX_VALUE;
      }
      boolean isRight = says(model, stream.get(i).x()) == stream.get(i).yes();
      right += isRight ? 1 : 0;
      Detector.Step step = detector.add(isRight ? 0 : 1);
      detector = step.next();
      if (step.rise() != null && due == Integer.MAX_VALUE) {
        seen.add(i);
        due = learnsAgain ? i + ROWS : due;
      }
    }
    return (double) right / (stream.size() - ROWS);
  }

  /** A logistic regression by stochastic gradient descent. */
  private static double[] learn(List<Row> rows) {
    double[] weights = new double[4];
    for (int pass = 0; pass < 100; pass++) {
      double rate = 0.05 / (1 + pass);
      for (Row row : rows) {
        double off = (row.yes() ? 1 : 0) - 1 / (1 + Math.exp(-score(weights, row.x())));
        for (int i = 0; i < 3; i++) {
          weights[i] += rate * off * (row.x()[i] - 5);
        }
        weights[3] += rate * off;
      }
    }
    return weights;
  }

  private static boolean says(double[] weights, double[] x) {
    return score(weights, x) > 0;
  }

  private static double score(double[] weights, double[] x) {
    double score = weights[3];
    for (int i = 0; i < 3; i++) {
      score += weights[i] * (x[i] - 5);
    }
    return score;
  }
}
