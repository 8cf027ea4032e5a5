package io.millrace.monitoring.compare;

/**
 * What rows say of their world, and how far they may be off.
 *
 * @param byRow variance of what a row adds to the value (delta method, by its influence function)
 * @param byBins what the value deviates by, times the rows, where bins do not differ
 */
record Estimate(double rows, double value, double byRow, double byBins) {

  /** A value is told from none when it is so many deviations off. */
  private static final double TOLD = 3;

  /** The value, or none where chance would give as much. */
  double told() {
    return value > TOLD * byBins / rows ? value : 0;
  }

  double apart(Estimate other) {
    return Math.abs(value - other.value);
  }

  /**
   * By how much this and another deviate from each other where both are of the same world. Where
   * rows are few a bin's answers may be alike by luck, so of the two the one counts that varies
   * more.
   */
  double deviation(Estimate other) {
    double row = Math.max(byRow, other.byRow);
    double bins = Math.max(byBins, other.byBins);
    return Math.sqrt(
        row * (1 / rows + 1 / other.rows)
            + bins * bins * (1 / (rows * rows) + 1 / (other.rows * other.rows)));
  }
}
