package io.millrace.monitoring.observe;

import io.millrace.monitoring.compare.ColumnVerdict;
import io.millrace.monitoring.compare.Distribution;
import io.millrace.monitoring.compare.Finding;
import io.millrace.monitoring.compare.WindowVerdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the columns of a window were distributed, beside their baselines. It is written once, when
 * the window has its verdict, and apart from that, since few ask for it.
 *
 * @param number of the version's windows, from 1
 * @param columns those that moved most come first
 */
public record WindowDistributions(int modelVersion, long number, List<Distribution> columns) {

  /** So that those of thousands of features still fit into a message. */
  private static final int COLUMNS = 200;

  public WindowDistributions {
    columns = List.copyOf(columns);
  }

  public static WindowDistributions of(
      ClosedWindow closed, List<Distribution> columns, WindowVerdict verdict) {
    Map<String, Double> strengths = new HashMap<>();
    verdict.columns().forEach(column -> strengths.put(column.feature(), strength(column)));
    return new WindowDistributions(
        closed.version(),
        closed.number(),
        columns.stream()
            .sorted(
                Comparator.<Distribution>comparingDouble(
                    column -> -strengths.getOrDefault(column.column(), 0.0)))
            .limit(COLUMNS)
            .toList());
  }

  private static double strength(ColumnVerdict column) {
    return column.findings().stream().mapToDouble(Finding::strength).max().orElse(0);
  }

  /** Whether they are those of a window. */
  public boolean isOf(WindowReport report) {
    return modelVersion == report.modelVersion()
        && report.number() != null
        && number == report.number();
  }
}
