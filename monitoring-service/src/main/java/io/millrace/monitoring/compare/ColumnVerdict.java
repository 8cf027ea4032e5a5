package io.millrace.monitoring.compare;

import java.util.List;
import java.util.Optional;

/**
 * Whether one column moved.
 *
 * @param findings of every test that could be made; what says how far it moved comes first
 */
public record ColumnVerdict(String feature, boolean drifted, List<Finding> findings) {

  public ColumnVerdict {
    findings = List.copyOf(findings);
  }

  /** The first test that speaks for drift. */
  Optional<Finding> leading() {
    return drifted ? findings.stream().filter(Finding::crossed).findFirst() : Optional.empty();
  }
}
