package io.millrace.training.prepare;

import io.millrace.problem.Task;
import java.util.Map;
import java.util.Optional;

/**
 * Whether rows tell one model from another. Rows of one label do not, and F1 of a class that is not
 * there is none.
 */
record Telling(LabelledRows rows, Task task) {

  private static final int SMALLEST_HOLDOUT = 10;
  private static final int SMALLEST_TRAINING = 20;
  private static final int OF_A_CLASS = 10;

  boolean tells(Rows some) {
    return switch (task) {
      case REGRESSION, FORECASTING -> rows.count(some) >= SMALLEST_HOLDOUT;
      case CLASSIFICATION ->
          rows.labels(some).values().stream().filter(n -> n >= OF_A_CLASS).count() >= 2;
    };
  }

  /** Why there can be no training yet. */
  Optional<String> lacks(Rows training, Rows holdout) {
    long learned = rows.count(training);
    long held = rows.count(holdout);
    if (learned < SMALLEST_TRAINING || held < SMALLEST_HOLDOUT) {
      return Optional.of(tooFew(learned, held));
    }
    if (!tells(training)) {
      return Optional.of(tooAlike("rows to train on", learned, rows.labels(training)));
    }
    return tells(holdout)
        ? Optional.empty()
        : Optional.of(tooAlike("rows of the holdout", held, rows.labels(holdout)));
  }

  private String tooFew(long learned, long held) {
    long all = rows.end() - rows.first();
    return learned + held == all
        ? "%,d labelled rows are too few to train on and to evaluate with".formatted(all)
        : "of %,d labelled rows, %,d are left to train on and %,d to evaluate with, which are too few: the rows of one key stay together"
            .formatted(all, learned, held);
  }

  private static String tooAlike(String what, long count, Map<String, Long> labels) {
    return "the %,d %s hold %s; each of two labels is needed at least %d times"
        .formatted(count, what, labels, OF_A_CLASS);
  }
}
