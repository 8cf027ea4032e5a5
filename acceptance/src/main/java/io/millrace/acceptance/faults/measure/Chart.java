package io.millrace.acceptance.faults.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The samples as a picture: a panel for each measure, a line for each part. */
public final class Chart {

  private static final int WIDTH = 920;
  private static final int PANEL = 200;
  private static final int PLOT = 120;
  private static final int LEFT = 70;
  private static final int RIGHT = 690;
  private static final String[] COLOURS = {
    "#1b6ca8", "#d1495b", "#2e8b57", "#c77d0a", "#6a4c93", "#5f6b73", "#00a6a6", "#8c564b"
  };

  private final StringBuilder svg = new StringBuilder();
  private final double end;

  private Chart(double end) {
    this.end = end;
  }

  /**
   * @param title over all
   * @param samples in the order in which they were taken
   */
  public static String svg(String title, List<Sample> samples) {
    double end = Math.max(1, samples.stream().mapToDouble(Sample::seconds).max().orElse(1));
    Chart chart = new Chart(end);
    chart.open(title);
    int row = 0;
    for (Measure measure : Measure.values()) {
      Map<String, List<Sample>> lines = new LinkedHashMap<>();
      samples.stream()
          .filter(sample -> sample.measure() == measure)
          .forEach(
              sample -> lines.computeIfAbsent(sample.part(), _ -> new ArrayList<>()).add(sample));
      chart.panel(50 + row++ * PANEL, measure, lines);
    }
    return chart.svg.append("</svg>\n").toString();
  }

  private void open(String title) {
    int height = 50 + Measure.values().length * PANEL;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add("<text x=\"%d\" y=\"28\" font-size=\"16\" fill=\"#222222\">%s</text>", LEFT, title);
  }

  private void panel(int top, Measure measure, Map<String, List<Sample>> lines) {
    double most =
        lines.values().stream().flatMap(List::stream).mapToDouble(Sample::value).max().orElse(0);
    double scale = round(Math.max(1, most));
    add("<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s</text>", LEFT, top + 16, measure.title());
    axis(top + 26, scale);
    int line = 0;
    for (Map.Entry<String, List<Sample>> part : lines.entrySet()) {
      String colour = COLOURS[line % COLOURS.length];
      curve(top + 26, scale, colour, part.getValue());
      int y = top + 34 + 15 * line++;
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>",
          RIGHT + 14, y - 6, colour);
      add("<text x=\"%d\" y=\"%d\" fill=\"#444444\">%s</text>", RIGHT + 32, y, part.getKey());
    }
  }

  private void axis(int top, double scale) {
    for (int part = 0; part <= 2; part++) {
      int y = top + PLOT - PLOT * part / 2;
      add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>", LEFT, y, RIGHT, y);
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#666666\">%s</text>",
          LEFT - 6, y + 4, number(scale * part / 2));
    }
    for (int part = 0; part <= 4; part++) {
      int x = LEFT + (RIGHT - LEFT) * part / 4;
      add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#666666\">%.1f min</text>",
          x, top + PLOT + 16, end * part / 4 / 60);
    }
  }

  private void curve(int top, double scale, String colour, List<Sample> samples) {
    StringBuilder points = new StringBuilder();
    for (Sample sample : samples) {
      double x = LEFT + (RIGHT - LEFT) * sample.seconds() / end;
      double y = top + PLOT - PLOT * Math.min(1, sample.value() / scale);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>",
        colour, points.toString().strip());
  }

  /** Up to 1, 2 or 5 times a power of ten. */
  private static double round(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double factor : new double[] {1, 2, 5}) {
      if (most <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
