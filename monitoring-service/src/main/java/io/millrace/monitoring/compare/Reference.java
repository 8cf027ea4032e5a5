package io.millrace.monitoring.compare;

import java.util.List;

/** One column of the baseline, prepared to be compared with many windows. */
sealed interface Reference permits NumberReference, WordReference {

  /**
   * What every test says about a column, PSI first; empty where there is nothing to compare.
   *
   * @param alpha how often a test may speak by chance
   */
  List<Finding> compare(String feature, Column column, double alpha);
}
