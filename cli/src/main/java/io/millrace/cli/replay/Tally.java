package io.millrace.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What came of a replay so far. */
public final class Tally {

  private static final int SHOWN = 10;

  private final List<Refusal> first = new ArrayList<>();
  private long rows;
  private long labels;
  private long refused;
  private long refusedLabels;
  private long accepted;

  void addRow() {
    rows++;
  }

  void addAccepted(int count) {
    accepted += count;
  }

  void addLabels(int count) {
    labels += count;
  }

  void addRefusal(Refusal refusal) {
    refused++;
    keep(refusal);
  }

  void addRefusedLabel(Refusal refusal) {
    refusedLabels++;
    keep(refusal);
  }

  private void keep(Refusal refusal) {
    if (first.size() < SHOWN) {
      first.add(refusal);
    }
  }

  /** Rows read, refused ones included. */
  public long rows() {
    return rows;
  }

  public long accepted() {
    return accepted;
  }

  /** Rows read and not sent; none after a whole replay. */
  public long unsent() {
    return rows - accepted - refused;
  }

  public long refused() {
    return refused;
  }

  /** Labels sent by themselves, refused ones included. */
  public long labels() {
    return labels;
  }

  public long refusedLabels() {
    return refusedLabels;
  }

  /** The first few refusals. */
  public List<Refusal> first() {
    return List.copyOf(first);
  }

  /** Rows a second. */
  public long rate(long nanos) {
    return nanos <= 0 ? 0 : Math.round(rows / (nanos / (double) TimeUnit.SECONDS.toNanos(1)));
  }
}
