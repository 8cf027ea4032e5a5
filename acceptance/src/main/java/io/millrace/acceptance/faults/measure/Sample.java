package io.millrace.acceptance.faults.measure;

import java.util.Locale;

/**
 * What a part took of the machine at a moment.
 *
 * @param seconds since the start
 * @param value in the measure's unit
 */
public record Sample(double seconds, String part, Measure measure, double value) {

  /** A line of the CSV file. */
  String csv() {
    return String.format(Locale.ROOT, "%.1f,%s,%s,%.1f", seconds, part, measure.word(), value);
  }
}
