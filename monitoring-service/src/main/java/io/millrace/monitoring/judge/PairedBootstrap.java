package io.millrace.monitoring.judge;

import io.millrace.monitoring.judge.Scores.Standing;
import io.millrace.problem.Metric;
import io.millrace.scoring.metric.BlockResample;
import io.millrace.scoring.metric.Measure;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Compares scores to which no event has a part by itself (F1, areas under curves) over the latest
 * labelled pairs. The error of the difference is that of a paired bootstrap (Efron and Tibshirani
 * 1993, An Introduction to the Bootstrap) in blocks of neighbouring events. It is looked at only
 * when the labelled pairs have grown by a quarter, and of the probability to be wrong the k-th look
 * has 1 / (k (k + 1)): together never more than the whole (Lan and DeMets 1983, Biometrika 70(3)).
 */
final class PairedBootstrap {

  /** The latest labelled pairs that are kept and compared. */
  static final int WINDOW = 2_000;

  static final long FIRST = 100;
  static final double GROWTH = 1.25;

  private static final int RESAMPLES = 300;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Of the rarest class: with fewer nothing is said. */
  private static final int FEW = 10;

  private final Metric metric;
  private final double tolerance;
  private final double alpha;

  PairedBootstrap(Metric metric, double tolerance, double alpha) {
    this.metric = metric;
    this.tolerance = tolerance;
    this.alpha = alpha;
  }

  /**
   * @param look its number, from 1
   * @param seed the same for the same comparison
   * @return empty where the events leave the metric undefined
   */
  Optional<Scores> compare(PairedAnswers answers, int look, long seed) {
    Measure champion = answers.champion().measure(metric);
    Measure challenger = answers.challenger().measure(metric);
    int rows = answers.champion().rows();
    int[] once = new int[rows];
    Arrays.fill(once, 1);
    double one = champion.over(once);
    double other = challenger.over(once);
    if (!Double.isFinite(one) || !Double.isFinite(other)) {
      return Optional.empty();
    }
    if (answers.rarest() < FEW) {
      return Optional.of(new Scores(one, other, Standing.OPEN));
    }
    double error = error(champion, challenger, rows, new Random(seed));
    double least = 1.0 / answers.rarest();
    Standing standing = standing(gap(one, other), Math.hypot(error, least / 2), look);
    return Optional.of(new Scores(one, other, standing));
  }

  /** How far the challenger is below what is allowed. */
  private double gap(double champion, double challenger) {
    double allowed = Math.abs(champion) * tolerance;
    return metric.higherIsBetter()
        ? champion - allowed - challenger
        : challenger - champion - allowed;
  }

  private Standing standing(double gap, double error, int look) {
    double critical = NORMAL.inverseCumulativeProbability(1 - alpha / ((double) look * (look + 1)));
    if (Double.isNaN(error) || Math.abs(gap) <= critical * error) {
      return Standing.OPEN;
    }
    return gap > 0 ? Standing.WORSE : Standing.GOOD;
  }

  private double error(Measure champion, Measure challenger, int rows, Random random) {
    BlockResample resample = new BlockResample(rows, (int) Math.ceil(Math.cbrt(rows)), random);
    double[] gaps = new double[RESAMPLES];
    for (int i = 0; i < gaps.length; i++) {
      int[] weights = resample.draw();
      gaps[i] = gap(champion.over(weights), challenger.over(weights));
    }
    double[] told = Arrays.stream(gaps).filter(Double::isFinite).toArray();
    return told.length < RESAMPLES / 2 ? Double.NaN : new StandardDeviation().evaluate(told);
  }
}
