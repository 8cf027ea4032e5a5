package io.millrace.monitoring.compare;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.DoublesSortedView;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as a KLL sketch (Karnin, Lang and Liberty 2016, IEEE Symposium on Foundations of Computer
 * Science). Up to {@value #EXACT} are kept as they are; of more, ranks are known to 0.3 %.
 */
public final class NumberColumn implements Column {

  private static final int EXACT = 1024;

  /** Up to this, over the root of their number, ranks of a random sample are off in 99 of 100. */
  private static final double KOLMOGOROV = 1.63;

  private final KllDoublesSketch sketch;
  private long missing;

  private NumberColumn(KllDoublesSketch sketch, long missing) {
    this.sketch = sketch;
    this.missing = missing;
  }

  /**
   * @param values NaN where missing
   */
  public static NumberColumn of(double... values) {
    NumberColumn column = new NumberColumn(KllDoublesSketch.newHeapInstance(EXACT), 0);
    column.add(values);
    return column;
  }

  /** What {@link #sketch} and {@link #missing} gave. */
  public static NumberColumn of(byte[] sketch, long missing) {
    return new NumberColumn(KllDoublesSketch.heapify(MemorySegment.ofArray(sketch)), missing);
  }

  /**
   * The same values added to the same column give the same sketch, whoever adds them.
   *
   * @param values NaN where missing
   */
  public void add(double... values) {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    missing += values.length - present.length;
    Coins.toss(
        sketch.getN(),
        () -> {
          for (double value : present) {
            sketch.update(value);
          }
        });
  }

  @Override
  public long missing() {
    return missing;
  }

  @Override
  public byte[] sketch() {
    return sketch.toByteArray();
  }

  /** The numbers, and in the count only as many as the sketch is worth. */
  Ranks ranks() {
    return ranks(worth());
  }

  /** The numbers, as many as there were. */
  Ranks all() {
    return ranks(1);
  }

  /** Where the numbers lie; null where there is none. */
  Distribution.@Nullable Spread spread() {
    Ranks all = all();
    return all.isEmpty()
        ? null
        : new Distribution.Spread(
            sketch.getMinItem(),
            all.quantile(0.25),
            all.quantile(0.5),
            all.quantile(0.75),
            sketch.getMaxItem());
  }

  private Ranks ranks(double share) {
    if (sketch.isEmpty()) {
      return Ranks.of(new double[0], 0);
    }
    DoublesSortedView view = sketch.getSortedView();
    double[] upTo =
        Arrays.stream(view.getCumulativeWeights()).mapToDouble(count -> count * share).toArray();
    return new Ranks(view.getQuantiles(), upTo);
  }

  /** How many are missing, counted as {@link #ranks} counts. */
  double absent() {
    return missing * worth();
  }

  /**
   * A random sample of how many numbers would say as much as the sketch of all does, as a share of
   * all. So its own error is in every test's idea of chance.
   */
  private double worth() {
    if (!sketch.isEstimationMode()) {
      return 1;
    }
    double error = sketch.getNormalizedRankError(false) / KOLMOGOROV;
    return 1 / (1 + sketch.getN() * error * error);
  }
}
