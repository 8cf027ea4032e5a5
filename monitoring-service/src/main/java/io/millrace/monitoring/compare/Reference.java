package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import java.util.List;
import java.util.Optional;

/** One column of the baseline, prepared to be compared with many windows. */
sealed interface Reference permits NumberReference, WordReference {

  /** Whether a column moved, as questions; none where there is nothing to compare. */
  List<Question> ask(Column column, Monitor.Test test);

  /** What may be wrong with a column's values; nothing where there is nothing to compare. */
  List<Oddity> oddities(Column column);

  /** How a column is distributed beside this; empty where there is nothing to compare. */
  Optional<Distribution> distribution(String name, Column column);

  /** What a test says of counts, or, where it is one of numbers, what comes closest to it does. */
  static Optional<Measurement> measure(Counts counts, Monitor.Test test) {
    return switch (test) {
      case PSI -> Optional.of(Divergence.PSI.measure(counts));
      case JENSEN_SHANNON, WASSERSTEIN -> Optional.of(Divergence.JENSEN_SHANNON.measure(counts));
      case HELLINGER -> Optional.of(Divergence.HELLINGER.measure(counts));
      case AUTO, KOLMOGOROV_SMIRNOV, CHI_SQUARED -> ChiSquared.measure(counts);
    };
  }
}
