package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Problem;
import io.millrace.scoring.features.RowBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows, drawn by the seed, in the order of time.
 *
 * @param previous the target of the row before each, whether that was drawn or not; NaN for the
 *     first
 * @param of how many rows it was drawn from
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared
record Sample(Part part, double[] previous, List<String> classes, long of) {

  private static final long MOST_VALUES = 4_000_000;
  private static final int MOST_ROWS = 50_000;
  private static final int FEWEST_ROWS = 2_000;

  static Sample of(LabelledRows rows, Problem problem, List<String> classes) {
    Schema features = problem.data().features();
    Rows used = Rows.within(rows.first(), rows.end());
    long all = rows.end() - rows.first();
    long most = Math.clamp(MOST_VALUES / features.features().size(), FEWEST_ROWS, MOST_ROWS);
    Rows drawn =
        all <= most
            ? used
            : used.and(
                Draw.number(problem.train().seed(), "sample", "event_id")
                    + " < "
                    + (double) most / all);
    return new Sample(
        rows.read(features, drawn, classes), rows.previous(drawn, classes), classes, all);
  }

  int size() {
    return part.size();
  }

  double[] targets() {
    return part.targets();
  }

  boolean isRegression() {
    return classes.isEmpty();
  }

  List<Feature> features() {
    return part.rows().schema().features();
  }

  /** A feature as numbers, NaN where missing; each word of a category has a number of its own. */
  double[] column(int feature) {
    RowBatch rows = part.rows();
    if (!(features().get(feature) instanceof Feature.Category)) {
      return Arrays.copyOf(rows.numbers(feature), size());
    }
    @Nullable String[] words = rows.categories(feature);
    Map<String, Double> numbers = new HashMap<>();
    double[] column = new double[size()];
    for (int row = 0; row < column.length; row++) {
      String word = words[row];
      column[row] =
          word == null ? Double.NaN : numbers.computeIfAbsent(word, _ -> (double) numbers.size());
    }
    return column;
  }
}
