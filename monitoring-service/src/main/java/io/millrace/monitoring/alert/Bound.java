package io.millrace.monitoring.alert;

import io.millrace.problem.Metric;
import io.millrace.problem.Monitor;

/**
 * The worst value of a metric that raises no alert.
 *
 * @param value NaN where none does
 */
record Bound(Metric metric, double value) {

  static Bound of(Monitor.Performance settings) {
    return new Bound(settings.metric(), settings.alertBound().orElse(Double.NaN));
  }

  /** How much worse than the bound; negative where it is better. */
  double beyond(double found) {
    return metric.higherIsBetter() ? value - found : found - value;
  }

  /** Whether it is better by a fiftieth of the bound, where there is room for that. */
  boolean isClear(double found) {
    double margin = Math.abs(value) / 50;
    double room = metric.higherIsBetter() ? (1 - value) / 2 : margin;
    return -beyond(found) >= Math.min(margin, room);
  }
}
