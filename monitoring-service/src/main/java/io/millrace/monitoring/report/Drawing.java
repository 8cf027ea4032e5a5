package io.millrace.monitoring.report;

import io.millrace.monitoring.report.View.Bars;
import io.millrace.monitoring.report.View.Box;
import io.millrace.monitoring.report.View.Grid;
import io.millrace.monitoring.report.View.Pair;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two distributions as bars: of numbers upright in their order, of words lying below each other.
 */
record Drawing(String column, Shares shares) {

  private static final int WIDTH = 340;

  private static final int LEFT = 40;
  private static final int TOP = 8;
  private static final int TALL = 110;
  private static final int LABELS = 58;

  private static final int WORDS = 120;
  private static final int LONG = WIDTH - WORDS - 46;
  private static final int ROW = 24;
  private static final int LONGEST_WORD = 18;

  Bars upright() {
    double most = round(shares.most());
    double step = (double) (WIDTH - LEFT) / shares.bins().size();
    double bar = Math.min(14, step * 0.4);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < shares.bins().size(); i++) {
      Shares.Bin bin = shares.bins().get(i);
      double middle = LEFT + (i + 0.5) * step;
      double usual = TALL * bin.usual() / most;
      double now = TALL * bin.now() / most;
      pairs.add(
          new Pair(
              title(bin),
              box(middle - bar, TOP + TALL - usual, bar - 0.5, usual),
              box(middle + 0.5, TOP + TALL - now, bar - 0.5, now),
              one(middle + 3),
              one(TOP + TALL + 10),
              bin.brief(),
              null,
              "",
              ""));
    }
    return new Bars(WIDTH, TOP + TALL + LABELS, alt(), levels(most), pairs);
  }

  private static List<Grid> levels(double most) {
    List<Grid> grid = new ArrayList<>();
    for (double share : new double[] {0, most / 2, most}) {
      String y = one(TOP + TALL - TALL * share / most);
      grid.add(
          new Grid(
              one(LEFT),
              y,
              one(WIDTH),
              y,
              one(LEFT - 4),
              one(TOP + TALL - TALL * share / most + 3.5),
              Numbers.brief(100 * share, 3) + " %"));
    }
    return grid;
  }

  Bars lying() {
    double most = Math.max(shares.most(), 1e-9);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < shares.bins().size(); i++) {
      Shares.Bin bin = shares.bins().get(i);
      double top = 2 + i * ROW;
      double usual = LONG * bin.usual() / most;
      double now = LONG * bin.now() / most;
      pairs.add(
          new Pair(
              title(bin),
              box(WORDS, top + 2, usual, 8),
              box(WORDS, top + 11, now, 8),
              one(WORDS - 6),
              one(top + 15),
              cut(bin.brief()),
              Numbers.percent(bin.now()),
              one(WORDS + Math.max(usual, now) + 5),
              one(top + 15)));
    }
    return new Bars(WIDTH, 4 + ROW * shares.bins().size(), alt(), List.of(), pairs);
  }

  private static String cut(String word) {
    if (word.length() <= LONGEST_WORD) {
      return word;
    }
    int end = Character.isHighSurrogate(word.charAt(LONGEST_WORD - 2)) ? 2 : 1;
    return word.substring(0, LONGEST_WORD - end) + "\u2026";
  }

  private static String title(Shares.Bin bin) {
    return "%s: %s in the baseline, %s in the window"
        .formatted(bin.full(), Numbers.percent(bin.usual()), Numbers.percent(bin.now()));
  }

  private String alt() {
    Shares.Bin grown =
        shares.bins().stream()
            .reduce((a, b) -> b.now() - b.usual() > a.now() - a.usual() ? b : a)
            .orElseThrow();
    return "%s in the baseline and in the window, by share of rows. It grew most at \u201c%s\u201d: from %s to %s. The table below has every bin."
        .formatted(
            column, grown.full(), Numbers.percent(grown.usual()), Numbers.percent(grown.now()));
  }

  /** Up to an even number of percent. */
  private static double round(double share) {
    for (double step : new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8}) {
      if (share <= step) {
        return step;
      }
    }
    return 1;
  }

  private static Box box(double x, double y, double width, double height) {
    return new Box(one(x), one(y), one(width), one(height));
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
