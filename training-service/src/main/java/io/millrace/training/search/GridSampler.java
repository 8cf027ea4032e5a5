package io.millrace.training.search;

import java.util.List;
import java.util.Optional;

/** Every combination, the first axis changing fastest. */
final class GridSampler implements Sampler {

  private final List<double[]> values;
  private long index;

  GridSampler(List<Axis> axes) {
    values = axes.stream().map(axis -> axis.grid().toArray()).toList();
  }

  @Override
  public Optional<double[]> next(List<Tried> tried) {
    double[] point = new double[values.size()];
    long rest = index++;
    for (int i = 0; i < point.length; i++) {
      double[] axis = values.get(i);
      if (axis.length == 0) {
        return Optional.empty();
      }
      point[i] = axis[(int) (rest % axis.length)];
      rest /= axis.length;
    }
    return rest > 0 ? Optional.empty() : Optional.of(point);
  }
}
