package io.millrace.quickstart.demo;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A plain classifier: a room is occupied if most of the seven nearest known readings were. */
final class Neighbours {

  private static final int NEAREST = 7;
  private static final int FEATURES = 4;

  private final List<Reading> known;
  private final double[] scale = new double[FEATURES];

  Neighbours(List<Reading> known) {
    this.known = known;
    for (int i = 0; i < FEATURES; i++) {
      int feature = i;
      double mean = known.stream().mapToDouble(r -> values(r)[feature]).average().orElseThrow();
      scale[i] =
          known.stream()
              .mapToDouble(r -> Math.pow(values(r)[feature] - mean, 2))
              .average()
              .orElseThrow();
    }
  }

  static double[] values(Reading reading) {
    return new double[] {reading.temperature(), reading.humidity(), reading.light(), reading.co2()};
  }

  double f1(List<Reading> readings) {
    int hits = 0;
    int errors = 0;
    for (Reading reading : readings) {
      boolean said = isOccupied(reading);
      hits += said && reading.occupied() ? 1 : 0;
      errors += said != reading.occupied() ? 1 : 0;
    }
    return 2.0 * hits / (2 * hits + errors);
  }

  private boolean isOccupied(Reading reading) {
    record Near(double distance, boolean occupied) {}
    PriorityQueue<Near> nearest =
        new PriorityQueue<>(Comparator.comparingDouble(Near::distance).reversed());
    for (Reading other : known) {
      nearest.add(new Near(distance(reading, other), other.occupied()));
      if (nearest.size() > NEAREST) {
        nearest.poll();
      }
    }
    return nearest.stream().filter(Near::occupied).count() * 2 > NEAREST;
  }

  private double distance(Reading one, Reading other) {
    double[] a = values(one);
    double[] b = values(other);
    double sum = 0;
    for (int i = 0; i < FEATURES; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]) / scale[i];
    }
    return sum;
  }
}
