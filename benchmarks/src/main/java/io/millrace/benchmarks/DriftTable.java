package io.millrace.benchmarks;

import io.millrace.monitoring.compare.Comparison;
import io.millrace.monitoring.compare.Sample;
import io.millrace.monitoring.compare.WindowVerdict;
import io.millrace.problem.Monitor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How often windows without drift are called drifted, and windows of which one feature moved are
 * found, by test and by size of the window.
 */
final class DriftTable {

  private static final int[] WINDOWS = {200, 1_000, 10_000};
  private static final int BASELINES = 20;
  private static final int WINDOWS_EACH = 10;
  private static final int BASELINE_ROWS = 5_000;

  /** In standard deviations. */
  private static final double MOVED = 0.5;

  private final List<Line> lines =
      Arrays.stream(Monitor.Test.values()).map(test -> new Line(test)).toList();

  private DriftTable() {}

  /** How many windows of each size. */
  private static final class Line {
    private final Monitor.Test test;
    private final int[] alarmed = new int[WINDOWS.length];
    private final int[] found = new int[WINDOWS.length];

    private Line(Monitor.Test test) {
      this.test = test;
    }
  }

  static void print() {
    DriftTable table = new DriftTable();
    for (int size = 0; size < WINDOWS.length; size++) {
      table.measure(size);
    }
    table.write();
  }

  private void measure(int size) {
    DriftWorld world = new DriftWorld(20_26);
    for (int i = 0; i < BASELINES; i++) {
      Comparison comparison = new Comparison(world.baseline(BASELINE_ROWS), "answer");
      for (int j = 0; j < WINDOWS_EACH; j++) {
        Sample sample = world.sample(WINDOWS[size]);
        Sample moved = world.withOneMoved(sample, WINDOWS[size], MOVED);
        for (Line line : lines) {
          line.alarmed[size] += comparison.compare(sample, line.test).drifted() ? 1 : 0;
          line.found[size] += isFound(comparison.compare(moved, line.test)) ? 1 : 0;
        }
      }
    }
  }

  private static boolean isFound(WindowVerdict verdict) {
    return verdict.movedFeatures().stream().anyMatch(f -> f.feature().equals(DriftWorld.MOVING));
  }

  private void write() {
    Ratios.say("");
    Ratios.say(
        "Data drift: %d windows of each size, %d features, baselines of %d rows"
            .formatted(BASELINES * WINDOWS_EACH, DriftWorld.FEATURES, BASELINE_ROWS));
    Ratios.say(
        "| test | no drift: windows of 200 / 1,000 / 10,000 with an alarm"
            + " | one mean moved by half a deviation: found |");
    Ratios.say("|---|---|---|");
    for (Line line : lines) {
      Ratios.say(
          "| %s | %s | %s |".formatted(line.test.word(), shares(line.alarmed), shares(line.found)));
    }
  }

  private static String shares(int[] counts) {
    StringBuilder shares = new StringBuilder();
    for (int count : counts) {
      shares
          .append(shares.isEmpty() ? "" : " / ")
          .append(
              String.format(Locale.ROOT, "%.1f %%", 100.0 * count / (BASELINES * WINDOWS_EACH)));
    }
    return shares.toString();
  }
}
