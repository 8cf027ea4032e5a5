package io.millrace.ingestion.land;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows that wait to become a file, in the order of their offsets; never empty while it is open. */
final class OpenFile {

  private final Instant openedAt;
  private final List<LandRow> rows = new ArrayList<>();
  private long bytes;

  OpenFile(Instant openedAt) {
    this.openedAt = openedAt;
  }

  void add(LandRow row) {
    rows.add(row);
    bytes += row.bytes();
  }

  /** Takes away the rows up to an offset, itself included; says whether there were any. */
  boolean dropThrough(long offset) {
    boolean dropped = rows.removeIf(row -> row.offset() <= offset);
    bytes = rows.stream().mapToLong(LandRow::bytes).sum();
    return dropped;
  }

  Instant openedAt() {
    return openedAt;
  }

  List<LandRow> rows() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  long firstOffset() {
    return rows.getFirst().offset();
  }

  long lastOffset() {
    return rows.getLast().offset();
  }

  boolean isDue(Instant now, Bounds bounds) {
    return rows.size() >= bounds.maxRows() || !now.isBefore(openedAt.plus(bounds.maxAge()));
  }
}
