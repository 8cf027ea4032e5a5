package io.millrace.monitoring.report;

import io.millrace.monitoring.observe.WindowReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One column and all its tests.
 *
 * @param tests not empty; what says how far it moved comes first
 */
record Moved(String column, boolean drifted, List<WindowReport.Test> tests) {

  static final Comparator<Moved> STRONGEST =
      Comparator.comparing(Moved::drifted)
          .thenComparingDouble(Moved::strength)
          .reversed()
          .thenComparing(Moved::column);

  /** In the order in which they were tested. */
  static List<Moved> of(WindowReport window) {
    Map<String, List<WindowReport.Test>> byColumn = new LinkedHashMap<>();
    window
        .features()
        .forEach(
            test -> byColumn.computeIfAbsent(test.feature(), _ -> new ArrayList<>()).add(test));
    return byColumn.entrySet().stream()
        .map(
            entry ->
                new Moved(
                    entry.getKey(),
                    entry.getValue().stream().anyMatch(WindowReport.Test::drifted),
                    entry.getValue()))
        .toList();
  }

  /** What says how far it moved: of one that drifted, the first test that was crossed. */
  WindowReport.Test leading() {
    return tests.stream()
        .filter(test -> !drifted || isCrossed(test))
        .findFirst()
        .orElse(tests.getFirst());
  }

  static boolean isCrossed(WindowReport.Test test) {
    return test.statistic() > test.threshold();
  }

  /** How many times what is allowed. */
  double strength() {
    WindowReport.Test leading = leading();
    return leading.threshold() > 0 ? leading.statistic() / leading.threshold() : 0;
  }
}
