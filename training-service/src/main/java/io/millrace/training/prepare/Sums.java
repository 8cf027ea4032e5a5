package io.millrace.training.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Two numbers whose sum, difference or product is the target. */
final class Sums {

  private static final double SAME = 0.999;
  private static final double CLOSE = 1e-6;

  private final Sample sample;
  private final String target;
  private final List<Column> columns = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Column(String feature, double[] values) {}

  Sums(Sample sample, String target) {
    this.sample = sample;
    this.target = target;
  }

  void look(String feature, double[] column) {
    columns.add(new Column(feature, column));
  }

  List<Warning> findings() {
    List<Warning> found = new ArrayList<>();
    if (sample.isRegression()) {
      for (int i = 0; i < columns.size(); i++) {
        for (int j = i + 1; j < columns.size(); j++) {
          look(columns.get(i), columns.get(j), found);
        }
      }
    }
    return found;
  }

  private void look(Column one, Column other, List<Warning> found) {
    if (makes(one, other, Double::sum)) {
      found.add(warning(one, other, "add up to"));
    } else if (makes(one, other, (a, b) -> a - b) || makes(other, one, (a, b) -> a - b)) {
      found.add(warning(one, other, "differ by"));
    } else if (makes(one, other, (a, b) -> a * b)) {
      found.add(warning(one, other, "multiply to"));
    }
  }

  /** Ends at the first few rows where it does not, so that many pairs cost little. */
  private boolean makes(Column one, Column other, DoubleBinaryOperator operation) {
    double allowed = (1 - SAME) * sample.size();
    int wrong = 0;
    for (int row = 0; row < sample.size(); row++) {
      double truth = sample.targets()[row];
      double made = operation.applyAsDouble(one.values[row], other.values[row]);
      if (!(Math.abs(made - truth) <= CLOSE * Math.max(1, Math.abs(truth))) && ++wrong > allowed) {
        return false;
      }
    }
    return true;
  }

  private Warning warning(Column one, Column other, String how) {
    return new Warning(
        "pair:" + one.feature + "," + other.feature,
        "Features '%s' and '%s' %s the target %s: they are known only with it; leave at least one out of data.features."
            .formatted(one.feature, other.feature, how, target));
  }
}
