package io.millrace.training.search;

import io.millrace.training.train.Shape;
import io.millrace.training.train.TrainingSet;
import java.util.List;

/**
 * What the trials of one history learn from and are judged on.
 *
 * @param folds one at least
 */
public record Material(String history, List<Fold> folds) {

  public Material {
    folds = List.copyOf(folds);
  }

  /** Rows to learn from, and later ones to be judged on. */
  public record Fold(TrainingSet fitting, TrainingSet judging) {}

  Shape shape() {
    return folds.getFirst().fitting().shape();
  }

  /** How many rows a step learns from. */
  long rows() {
    return folds.stream().mapToLong(fold -> fold.fitting().rows()).sum();
  }

  /** The rows of all folds that are judged, in their order. */
  public TrainingSet judged() {
    if (folds.size() == 1) {
      return folds.getFirst().judging();
    }
    double[] targets =
        folds.stream()
            .flatMapToDouble(fold -> java.util.Arrays.stream(fold.judging().targets()))
            .toArray();
    TrainingSet first = folds.getFirst().judging();
    return new TrainingSet(new float[0], first.width(), targets, first.classes());
  }
}
