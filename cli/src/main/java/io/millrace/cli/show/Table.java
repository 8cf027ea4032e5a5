package io.millrace.cli.show;

import java.util.ArrayList;
import java.util.List;

/** Columns under a header, as narrow as their contents; numbers stand to the right. */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row with as many cells as the header has. */
  public Table row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "%d cells under %d headers".formatted(cells.length, header.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table's lines, the header first. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(header));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String pad = " ".repeat(width(column) - cells.get(column).length());
      line.append(column == 0 ? "" : GAP);
      line.append(isNumeric(column) ? pad + cells.get(column) : cells.get(column) + pad);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, header.get(column).length());
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.get(column).matches("-|[-+]?[\\d,.]+( ?%)?"));
  }
}
