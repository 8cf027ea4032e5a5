package io.millrace.training.prepare;

import io.millrace.event.Feature;
import java.util.Arrays;
import java.util.List;

/** Features that say nothing, or nothing that will be said again. */
final class Emptiness {

  /** Of the rows, so many have a value of their own where it is an identifier. */
  private static final double UNIQUE = 0.95;

  /** Of the steps from row to row, so many go up where it is a counter. */
  private static final double GROWING = 0.999;

  /** Identifiers that are numbers are drawn from about as many as there are rows. */
  private static final double THINNEST = 20;

  private Emptiness() {}

  static List<Warning> of(Feature feature, double[] column, long rows) {
    String name = feature.name();
    double[] known = Arrays.stream(column).filter(value -> !Double.isNaN(value)).toArray();
    if (known.length == 0) {
      return warning(
          "missing",
          name,
          "has no value in any of the %,d rows looked at".formatted(column.length));
    }
    double[] sorted = known.clone();
    Arrays.sort(sorted);
    long distinct = 1;
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    if (distinct == 1 && known.length == column.length) {
      return warning(
          "constant",
          name,
          "is the same in all of the %,d rows looked at".formatted(column.length));
    }
    if (feature instanceof Feature.Category) {
      return distinct >= UNIQUE * known.length
          ? warning(
              "identifier",
              name,
              "is an identifier: %,d of %,d rows have a value of their own, so none comes again"
                  .formatted(distinct, known.length))
          : List.of();
    }
    if (isGrowing(known)) {
      return warning("counter", name, "grows from row to row, so no value of it ever comes again");
    }
    boolean dense = sorted[sorted.length - 1] - sorted[0] < THINNEST * rows;
    boolean whole = Arrays.stream(known).allMatch(value -> value == Math.rint(value));
    return whole && dense && distinct == known.length && known.length == column.length
        ? warning("identifier", name, "is an identifier: a whole number, another one in each row")
        : List.of();
  }

  private static boolean isGrowing(double[] known) {
    long up = 0;
    for (int i = 1; i < known.length; i++) {
      up += known[i] > known[i - 1] ? 1 : 0;
    }
    return up >= GROWING * (known.length - 1);
  }

  private static List<Warning> warning(String kind, String name, String says) {
    return List.of(
        new Warning(
            kind + ":" + name,
            "Feature '%s' %s; leave it out of data.features.".formatted(name, says)));
  }
}
