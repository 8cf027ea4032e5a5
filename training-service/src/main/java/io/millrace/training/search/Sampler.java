package io.millrace.training.search;

import java.util.List;
import java.util.Optional;

/** Draws points of the unit cube, one after the other. */
interface Sampler {

  /**
   * @param tried what came of points so far, of all that have ended
   * @return empty where there is none left
   */
  Optional<double[]> next(List<Tried> tried);

  /**
   * A point that was tried.
   *
   * @param standing comparable with those of other points of the same algorithm; the greater the
   *     better
   */
  @SuppressWarnings("ArrayRecordComponent") // a point, never compared
  record Tried(double[] point, Standing standing) {}
}
