package io.millrace.training.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The tree-structured Parzen estimator of Bergstra et al., Algorithms for Hyper-Parameter
 * Optimization (2011): points are drawn where the best points so far lie dense, and of those that
 * one is tried whose density among the best is greatest beside that among the others.
 */
final class ParzenSampler implements Sampler {

  private static final int AT_RANDOM = 10;
  private static final int DRAWN = 24;
  private static final double BEST = 0.15;

  private final List<Axis> axes;
  private final SplittableRandom random;
  private final Sampler first;

  ParzenSampler(List<Axis> axes, SplittableRandom random) {
    this.axes = axes;
    this.random = random;
    this.first = new RandomSampler(axes.size(), random);
  }

  @Override
  public Optional<double[]> next(List<Tried> tried) {
    if (tried.size() < AT_RANDOM) {
      return first.next(tried);
    }
    List<double[]> ranked =
        tried.stream()
            .sorted(Comparator.comparing(Tried::standing).reversed())
            .map(Tried::point)
            .toList();
    int best = (int) Math.ceil(BEST * ranked.size());
    List<Density> good = densities(ranked.subList(0, best));
    List<Density> other = densities(ranked.subList(best, ranked.size()));
    double[] chosen = draw(good);
    double highest = ratio(chosen, good, other);
    for (int i = 1; i < DRAWN; i++) {
      double[] next = draw(good);
      double ratio = ratio(next, good, other);
      if (ratio > highest) {
        chosen = next;
        highest = ratio;
      }
    }
    return Optional.of(chosen);
  }

  private List<Density> densities(List<double[]> points) {
    List<Density> densities = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      int axis = i;
      double[] shares = points.stream().mapToDouble(point -> point[axis]).toArray();
      int categories = axes.get(i).categories();
      densities.add(categories > 0 ? new Density.Of(shares, categories) : Density.near(shares));
    }
    return densities;
  }

  private double[] draw(List<Density> densities) {
    return densities.stream().mapToDouble(density -> density.draw(random)).toArray();
  }

  private static double ratio(double[] point, List<Density> good, List<Density> other) {
    double ratio = 0;
    for (int i = 0; i < point.length; i++) {
      ratio += Math.log(good.get(i).at(point[i])) - Math.log(other.get(i).at(point[i]));
    }
    return ratio;
  }
}
