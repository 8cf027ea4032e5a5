package io.millrace.training.search;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** How densely points lie along one axis, from 0 to 1; nowhere not at all. */
sealed interface Density {

  double at(double share);

  double draw(SplittableRandom random);

  static Density near(double[] shares) {
    return Parzen.of(shares);
  }

  /** Of values without an order: how often each was there, and once more. */
  @SuppressWarnings("ArrayRecordComponent") // weights, never compared
  record Of(double[] weights) implements Density {

    Of(double[] shares, int categories) {
      this(counted(shares, categories));
    }

    private static double[] counted(double[] shares, int categories) {
      double[] weights = new double[categories];
      Arrays.fill(weights, 1.0 / (shares.length + categories));
      for (double share : shares) {
        weights[Quantile.part(share, categories)] += 1.0 / (shares.length + categories);
      }
      return weights;
    }

    @Override
    public double at(double share) {
      return weights[Quantile.part(share, weights.length)] * weights.length;
    }

    @Override
    public double draw(SplittableRandom random) {
      double rest = random.nextDouble();
      int chosen = 0;
      while (chosen < weights.length - 1 && rest >= weights[chosen]) {
        rest -= weights[chosen++];
      }
      return (chosen + 0.5) / weights.length;
    }
  }

  /**
   * A normal kernel at each point, cut off at 0 and 1, as wide as the farther of its neighbours is
   * away; and one kernel that is even.
   */
  @SuppressWarnings("ArrayRecordComponent") // kernels, never compared
  record Parzen(NormalDistribution[] kernels) implements Density {

    private static final int NARROWEST = 100;

    private static Parzen of(double[] shares) {
      double[] sorted = shares.clone();
      Arrays.sort(sorted);
      double least = 1.0 / Math.min(NARROWEST, shares.length + 1);
      NormalDistribution[] kernels = new NormalDistribution[sorted.length];
      for (int i = 0; i < sorted.length; i++) {
        double left = sorted[i] - (i == 0 ? 0 : sorted[i - 1]);
        double right = (i == sorted.length - 1 ? 1 : sorted[i + 1]) - sorted[i];
        kernels[i] = new NormalDistribution(sorted[i], Math.max(least, Math.max(left, right)));
      }
      return new Parzen(kernels);
    }

    @Override
    public double at(double share) {
      double sum = 1;
      for (NormalDistribution kernel : kernels) {
        sum += kernel.density(share) / kernel.probability(0, 1);
      }
      return sum / (kernels.length + 1);
    }

    @Override
    public double draw(SplittableRandom random) {
      int kernel = random.nextInt(kernels.length + 1);
      double share = random.nextDouble();
      if (kernel == kernels.length) {
        return share;
      }
      double below = kernels[kernel].cumulativeProbability(0);
      double cut = below + share * kernels[kernel].probability(0, 1);
      return Math.clamp(kernels[kernel].inverseCumulativeProbability(cut), 0, Math.nextDown(1.0));
    }
  }
}
