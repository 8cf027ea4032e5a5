package io.millrace.training.search;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hipparchus.random.SobolSequenceGenerator;

/** Sobol's sequence, shifted by the seed (Cranley and Patterson, 1976). */
final class SobolSampler implements Sampler {

  private final SobolSequenceGenerator sequence;
  private final double[] shift;

  SobolSampler(int dimensions, SplittableRandom random) {
    this.sequence = new SobolSequenceGenerator(dimensions);
    this.shift = random.doubles(dimensions).toArray();
  }

  @Override
  public Optional<double[]> next(List<Tried> tried) {
    double[] point = sequence.nextVector();
    for (int i = 0; i < point.length; i++) {
      point[i] = (point[i] + shift[i]) % 1;
    }
    return Optional.of(point);
  }
}
