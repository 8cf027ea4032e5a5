package io.millrace.acceptance.faults.measure;

/** What is measured, in which unit, and how much it may grow in an hour. */
public enum Measure {
  HEAP("heap after collection", "MB", 12),
  RSS("resident memory", "MB", 60),
  HANDLES("open file handles", "", 20),
  THREADS("threads", "", 10),
  LAG("consumer lag", "messages", 600);

  private final String title;
  private final String unit;
  private final double growth;

  Measure(String title, String unit, double growth) {
    this.title = title;
    this.unit = unit;
    this.growth = growth;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** For people. */
  public String title() {
    return unit.isEmpty() ? title : title + ", " + unit;
  }

  /** The most that is flat, in an hour. */
  public double growth() {
    return growth;
  }
}
