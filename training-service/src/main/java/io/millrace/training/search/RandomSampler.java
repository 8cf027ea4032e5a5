package io.millrace.training.search;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Independent points, all as likely. */
final class RandomSampler implements Sampler {

  private final int dimensions;
  private final SplittableRandom random;

  RandomSampler(int dimensions, SplittableRandom random) {
    this.dimensions = dimensions;
    this.random = random;
  }

  @Override
  public Optional<double[]> next(List<Tried> tried) {
    return Optional.of(random.doubles(dimensions).toArray());
  }
}
