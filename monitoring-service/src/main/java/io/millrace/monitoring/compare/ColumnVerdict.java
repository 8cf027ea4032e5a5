package io.millrace.monitoring.compare;

import java.util.List;

/**
 * Whether one column moved.
 *
 * @param findings of every test that could be made; PSI first
 */
public record ColumnVerdict(String feature, boolean drifted, List<Finding> findings) {

  public ColumnVerdict {
    findings = List.copyOf(findings);
  }
}
