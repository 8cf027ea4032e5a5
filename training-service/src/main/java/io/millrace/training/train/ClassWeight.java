package io.millrace.training.train;

import io.millrace.problem.Distribution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much a row of each class weighs while learning. */
enum ClassWeight {
  /** All the same: the probabilities are those of the rows. */
  NONE,
  /**
   * By one over how often the class is there, so that all classes weigh the same together; the mean
   * weight of a row is 1. The rare classes are found more often, and found where they are not.
   */
  BALANCED;

  static final String KEY = "class_weight";

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Distribution choice() {
    return new Distribution.Choice(List.of(NONE.word(), BALANCED.word()));
  }

  /**
   * What the parameters ask for; nothing where the value is a number.
   *
   * @throws IllegalArgumentException where they name no weighting
   */
  static ClassWeight of(Parameters parameters, int classes) {
    if (classes == 0) {
      return NONE;
    }
    String word = parameters.word(KEY);
    for (ClassWeight weight : values()) {
      if (weight.word().equals(word)) {
        return weight;
      }
    }
    throw new IllegalArgumentException("%s is none or balanced, not '%s'".formatted(KEY, word));
  }

  /** A weight for each class; 1 for one that no row has. */
  float[] ofClasses(TrainingSet set) {
    float[] weights = new float[set.outputs()];
    java.util.Arrays.fill(weights, 1);
    if (this == BALANCED) {
      int[] counts = new int[set.classes()];
      for (double target : set.targets()) {
        counts[(int) target]++;
      }
      long there = java.util.Arrays.stream(counts).filter(n -> n > 0).count();
      for (int i = 0; i < counts.length; i++) {
        weights[i] = counts[i] == 0 ? 1 : (float) (set.rows() / ((double) there * counts[i]));
      }
    }
    return weights;
  }

  /** A weight for each row; empty where all weigh the same. */
  Optional<float[]> ofRows(TrainingSet set) {
    return switch (this) {
      case NONE -> Optional.empty();
      case BALANCED -> {
        float[] ofClasses = ofClasses(set);
        float[] weights = new float[set.rows()];
        for (int row = 0; row < weights.length; row++) {
          weights[row] = ofClasses[(int) set.targets()[row]];
        }
        yield Optional.of(weights);
      }
    };
  }
}
