package io.millrace.training.prepare;

import java.util.List;

/**
 * The rows of the training part that models are compared on before they meet the holdout.
 *
 * @param scheme how they were parted, in a few words
 * @param folds each to be fitted and judged on its own; empty where the rows are too few or too
 *     alike to be parted
 */
public record Validation(String scheme, List<Fold> folds) {

  public Validation {
    folds = List.copyOf(folds);
  }

  public boolean isEmpty() {
    return folds.isEmpty();
  }
}
