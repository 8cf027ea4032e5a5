package io.millrace.scoring.baseline;

import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.kll.KllDoublesSketch;

/** A sorted column as order statistics of equal weight. */
final class Knots {

  static final int COUNT = 1000;

  /** Larger than {@link #COUNT}: the sketch then keeps all that it is given. */
  private static final int K = 1024;

  private Knots() {}

  static List<Double> of(double[] sorted) {
    int knots = Math.min(sorted.length, COUNT);
    List<Double> values = new ArrayList<>(knots);
    for (int i = 0; i < knots; i++) {
      long rank = (2L * i + 1) * sorted.length / (2L * knots);
      values.add(sorted[(int) rank]);
    }
    return values;
  }

  static KllDoublesSketch sketch(List<Double> knots) {
    KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(K);
    knots.forEach(sketch::update);
    return sketch;
  }
}
