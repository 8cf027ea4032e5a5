package io.millrace.monitoring.report;

import io.millrace.monitoring.observe.WindowReport;
import io.millrace.monitoring.report.View.Cell;
import io.millrace.monitoring.report.View.Head;
import io.millrace.monitoring.report.View.Heat;
import io.millrace.monitoring.report.View.HeatRow;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when each column is as far away as it is.
 *
 * @param windows of one version, in order
 * @param here the one that the report is about
 * @param columns the strongest first
 */
record Heating(List<WindowReport> windows, WindowReport here, List<String> columns) {

  private static final int WINDOWS = 24;
  private static final int COLUMNS = 15;

  /** From here on a cell is as dark as it gets. */
  private static final double DARKEST = 20;

  @Nullable Heat heat() {
    List<WindowReport> shown = shown();
    if (shown.size() < 2 || columns.isEmpty()) {
      return null;
    }
    List<Map<String, Moved>> found = shown.stream().map(Heating::byColumn).toList();
    int rows = Math.min(COLUMNS, columns.size());
    return new Heat(
        "How many times the threshold each column was, window by window",
        shown.stream()
            .map(
                window ->
                    new Head(
                        window.number() == null ? "\u2013" : Long.toString(window.number()),
                        window.equals(here)))
            .toList(),
        columns.subList(0, rows).stream().map(column -> row(column, shown, found)).toList(),
        columns.size() > rows ? "and %d more".formatted(columns.size() - rows) : null);
  }

  /** The latest, and the one that the report is about among them. */
  private List<WindowReport> shown() {
    List<WindowReport> judged = windows.stream().filter(WindowReport::hasVerdict).toList();
    int at = Math.max(0, judged.indexOf(here));
    int from = Math.max(0, Math.min(judged.size() - WINDOWS, at - WINDOWS / 2));
    return judged.subList(from, Math.min(judged.size(), from + WINDOWS));
  }

  private static Map<String, Moved> byColumn(WindowReport window) {
    Map<String, Moved> columns = new HashMap<>();
    Moved.of(window).forEach(moved -> columns.put(moved.column(), moved));
    return columns;
  }

  private HeatRow row(String column, List<WindowReport> shown, List<Map<String, Moved>> found) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      cells.add(cell(shown.get(i), found.get(i).get(column)));
    }
    return new HeatRow(column, cells);
  }

  private Cell cell(WindowReport window, @Nullable Moved moved) {
    boolean isHere = window.equals(here);
    if (moved == null) {
      return new Cell("", "0", "not compared", isHere);
    }
    double dark = Math.log1p(moved.strength()) / Math.log1p(DARKEST);
    return new Cell(
        moved.drifted() ? "\u25b2" : "\u00b7",
        Numbers.brief(Math.rint(70 * Math.clamp(dark, 0, 1)), 2),
        "%s: %s".formatted(moved.drifted() ? "moved" : "as in training", Sentences.size(moved)),
        isHere);
  }
}
