package io.millrace.monitoring.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template shows.
 *
 * @param mark a sign beside the verdict
 * @param note what is special about the window that was chosen; null where nothing is
 * @param answers null where they are not watched or were not compared
 * @param heat null where there is only this window
 * @param performance null where nothing was judged
 */
record View(
    String problem,
    int version,
    @Nullable String window,
    String span,
    String mark,
    String tone,
    String headline,
    String verdict,
    @Nullable String note,
    List<Fact> facts,
    boolean hasFeatures,
    List<Card> cards,
    boolean hasMore,
    List<Line> more,
    @Nullable Card answers,
    @Nullable String answersAbsent,
    List<String> flaws,
    String quality,
    @Nullable Heat heat,
    @Nullable Performance performance,
    @Nullable String unjudged,
    boolean hasIncidents,
    List<Case> incidents,
    List<Fact> about) {

  /** A name and what there is to say. */
  record Fact(String name, String value) {}

  /**
   * One column of the window beside its baseline.
   *
   * @param tone {@code moved} or {@code steady}
   * @param spread where its numbers lie; null of words
   * @param missing how many values are; null where none ever was
   * @param upright of numbers; null of words, and where the distributions were not kept
   * @param lying of words; null likewise
   */
  record Card(
      String name,
      String mark,
      String tone,
      String verdict,
      List<Test> tests,
      @Nullable String spread,
      @Nullable String missing,
      List<String> flaws,
      @Nullable Bars upright,
      @Nullable Bars lying,
      boolean hasBins,
      List<Bin> bins) {}

  /** What one test says. */
  record Test(String name, String statistic, String threshold, String verdict) {}

  /** One bin in words, for who does not see the bars. */
  record Bin(String name, String usual, String now, String counts) {}

  /** A column that has no card. */
  record Line(String name, String mark, String tone, String verdict, String test, String figure) {}

  /**
   * Two bars for each bin, as SVG.
   *
   * @param alt what there is to see, in words
   */
  record Bars(int width, int height, String alt, List<Grid> grid, List<Pair> pairs) {}

  record Grid(String x1, String y1, String x2, String y2, String tx, String ty, String text) {}

  record Pair(
      String title,
      Box usual,
      Box now,
      String x,
      String y,
      String label,
      @Nullable String value,
      String vx,
      String vy) {}

  record Box(String x, String y, String width, String height) {}

  /** How far each column was in each window. */
  record Heat(String alt, List<Head> windows, List<HeatRow> rows, @Nullable String more) {}

  record Head(String number, boolean here) {}

  record HeatRow(String name, List<Cell> cells) {}

  record Cell(String sign, String share, String title, boolean here) {}

  /** The running metric, once for wide pages and once for narrow ones. */
  record Performance(
      String metric,
      String caption,
      List<Timeline> timelines,
      boolean hasMarks,
      List<Mark> marks) {}

  record Timeline(
      String kind,
      int width,
      int height,
      String alt,
      Box frame,
      List<Tick> ticks,
      @Nullable Level bound,
      List<Run> runs,
      List<Stake> stakes) {}

  record Tick(String x, String y, String text, String anchor) {}

  record Level(String x1, String x2, String y, String tx, String ty, String text) {}

  /** The line of one version. */
  record Run(String points, List<Dot> dots, String x, String y, String label) {}

  record Dot(String x, String y, String title) {}

  /** A moment. */
  record Stake(String kind, String x, String y1, String y2, String tx, String ty, String label) {

    Stake labelled(String other) {
      return new Stake(kind, x, y1, y2, tx, ty, other);
    }
  }

  record Mark(String kind, String time, String text) {}

  record Case(String what, String severity, String state, String since, String here, String id) {}
}
