package io.millrace.training.card;

import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line in a frame, as the template draws it: SVG coordinates, and words for who does not see it.
 *
 * @param path the line's points
 * @param reference the points of what the line is to be compared with; empty for none
 * @param dots where the line's points are shown
 * @param ticks along both axes
 * @param alt what there is to see, in words
 */
record Plot(
    String title,
    String path,
    String reference,
    List<Point> dots,
    List<Tick> ticks,
    String across,
    String up,
    String alt) {

  static final int LEFT = 44;
  static final int TOP = 8;
  static final int WIDTH = 208;
  static final int HEIGHT = 160;

  /** In the plot's own units, or in SVG's. */
  record Point(String x, String y) {}

  /**
   * @param anchor where the text stands at its place: {@code middle} below, {@code end} at the left
   */
  record Tick(String x, String y, String text, String anchor) {}

  /** What the line is of. */
  record Line(double[] x, double[] y) {}

  /** Both axes from 0 to 1. */
  static Plot unit(
      String title,
      Line line,
      List<double[]> reference,
      boolean dots,
      String across,
      String up,
      String alt) {
    return of(title, line, reference, dots, across, up, alt, 0, 1);
  }

  /**
   * @param reference points of x and y
   * @param low where the axis upwards begins
   * @param high where it ends, above {@code low}
   */
  static Plot of(
      String title,
      Line line,
      List<double[]> reference,
      boolean dots,
      String across,
      String up,
      String alt,
      double low,
      double high) {
    Scale scale = new Scale(low, high);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < line.x().length; i++) {
      points.add(scale.point(line.x()[i], line.y()[i]));
    }
    return new Plot(
        title,
        path(points),
        path(reference.stream().map(at -> scale.point(at[0], at[1])).toList()),
        dots ? points : List.of(),
        scale.ticks(),
        across,
        up,
        alt);
  }

  private static String path(List<Point> points) {
    return points.stream()
        .map(point -> point.x() + "," + point.y())
        .collect(Collectors.joining(" "));
  }

  private record Scale(double low, double high) {

    Point point(double x, double y) {
      return new Point(one(LEFT + x * WIDTH), one(TOP + (1 - (y - low) / (high - low)) * HEIGHT));
    }

    List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      for (double at : new double[] {0, 0.5, 1}) {
        ticks.add(
            new Tick(one(LEFT + at * WIDTH), one(TOP + HEIGHT + 14), Numbers.text(at), "middle"));
        ticks.add(
            new Tick(
                one(LEFT - 5),
                one(TOP + (1 - at) * HEIGHT + 4),
                Numbers.text(low + at * (high - low)),
                "end"));
      }
      return ticks;
    }

    private static String one(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }
}
