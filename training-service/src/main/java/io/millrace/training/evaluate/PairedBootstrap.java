package io.millrace.training.evaluate;

import io.millrace.problem.Metric;
import io.millrace.scoring.metric.BlockResample;
import io.millrace.scoring.metric.Measure;
import io.millrace.scoring.model.Evaluation;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a difference between two models on the same rows may be due to chance: the percentile
 * interval over rows that are drawn anew (Efron and Tibshirani 1993, An Introduction to the
 * Bootstrap, chapter 13), in blocks of neighbours, each as long as the cube root of the rows (Hall,
 * Horowitz and Jing 1995, Biometrika 82(3)).
 */
public final class PairedBootstrap {

  public static final int RESAMPLES = 1000;
  public static final double CONFIDENCE = 0.9;

  private PairedBootstrap() {}

  /** An interval in which the difference lies with {@link PairedBootstrap#CONFIDENCE}. */
  public record Interval(double low, double high, int block) {

    /**
     * What a gate saw.
     *
     * @param reached by the challenger
     * @param served by the champion
     */
    public Evaluation.Gate gate(Metric metric, double reached, double served) {
      return new Evaluation.Gate(
          metric.word(),
          reached,
          served,
          metric.higherIsBetter() ? reached - served : served - reached,
          low,
          high,
          CONFIDENCE,
          RESAMPLES,
          block);
    }
  }

  /**
   * @param difference of rows in the order of time; where a resample leaves it undefined, it shows
   *     none
   */
  static Interval of(Measure difference, int rows, long seed) {
    return of(difference, rows, 1, seed);
  }

  /**
   * As {@link #of(Measure, int, long)}, of rows that overlap.
   *
   * @param alike how many neighbours say the same: a block has as many at least
   */
  public static Interval of(Measure difference, int rows, int alike, long seed) {
    int block = Math.max(alike, (int) Math.round(Math.cbrt(rows)));
    BlockResample resample = new BlockResample(rows, block, new SplittableRandom(seed));
    double[] found = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double value = difference.over(resample.draw());
      found[i] = Double.isNaN(value) ? 0 : value;
    }
    Arrays.sort(found);
    int outside = (int) ((1 - CONFIDENCE) / 2 * (RESAMPLES - 1));
    return new Interval(found[outside], found[RESAMPLES - 1 - outside], block);
  }
}
