package io.millrace.benchmarks;

import io.millrace.monitoring.compare.AttributionComparison;
import io.millrace.monitoring.compare.AttributionVerdict;
import io.millrace.scoring.baseline.Attribution;
import java.util.Locale;

/**
 * How often it is said that other features decide, where the same do, and where others do, by size
 * of the window.
 */
final class AttributionTable {

  private static final int[] WINDOWS = {200, 1_000, 10_000};
  private static final int BASELINES = 20;
  private static final int WINDOWS_EACH = 10;
  private static final int HOLDOUT = 1_000;

  private AttributionTable() {}

  static void print() {
    AttributionWorld same = AttributionWorld.logistic(20_26);
    AttributionWorld either = AttributionWorld.either(20_27);
    Ratios.say("");
    Ratios.say(
        "Attribution drift: %d windows of each size, %d features, holdouts of %d rows"
            .formatted(BASELINES * WINDOWS_EACH, AttributionWorld.FEATURES, HOLDOUT));
    Ratios.say("| the world | windows of 200 / 1,000 / 10,000 with an alarm |");
    Ratios.say("|---|---|");
    line("is the same", same, same);
    line("the most important feature stands still", same, same.but(x -> x[0] = 0.2));
    line(
        "another feature decides, since what decides which has moved",
        either,
        either.but(x -> x[5] -= 1.6));
  }

  private static void line(String what, AttributionWorld before, AttributionWorld after) {
    StringBuilder shares = new StringBuilder();
    for (int window : WINDOWS) {
      shares
          .append(shares.isEmpty() ? "" : " / ")
          .append(String.format(Locale.ROOT, "%.1f %%", 100 * share(before, after, window)));
    }
    Ratios.say("| %s | %s |".formatted(what, shares));
  }

  private static double share(AttributionWorld before, AttributionWorld after, int window) {
    int alarms = 0;
    for (int i = 0; i < BASELINES; i++) {
      Attribution baseline = before.baseline(HOLDOUT);
      AttributionComparison comparison = new AttributionComparison(baseline);
      for (int j = 0; j < WINDOWS_EACH; j++) {
        alarms +=
            comparison
                    .compare(after.window(baseline, window))
                    .filter(AttributionVerdict::drifted)
                    .isPresent()
                ? 1
                : 0;
      }
    }
    return (double) alarms / (BASELINES * WINDOWS_EACH);
  }
}
