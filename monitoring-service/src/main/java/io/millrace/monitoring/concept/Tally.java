package io.millrace.monitoring.concept;

/**
 * So many answers, and their errors summed up.
 *
 * @param errors of 0 and 1, how many were wrong
 */
public record Tally(long count, double errors) {

  static final Tally NONE = new Tally(0, 0);

  Tally plus(double error) {
    return new Tally(count + 1, errors + error);
  }

  Tally minus(Tally other) {
    return new Tally(count - other.count, errors - other.errors);
  }

  double mean() {
    return count == 0 ? 0 : errors / count;
  }
}
