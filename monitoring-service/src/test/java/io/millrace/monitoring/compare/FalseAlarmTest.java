package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Monitor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of the very world that the baseline was drawn from. */
class FalseAlarmTest {

  private static final int BASELINES = 150;
  private static final int WINDOWS_EACH = 10;

  @ParameterizedTest
  @CsvSource({
    "AUTO, 300, 100", "AUTO, 300, 1000", "AUTO, 5000, 100", "AUTO, 5000, 1000",
    "PSI, 300, 200", "PSI, 300, 1000", "PSI, 5000, 200", "PSI, 5000, 1000"
  })
  void staysQuietWhileNothingDrifts(Monitor.Test test, int baselineRows, int window) {
    World world = new World(20_26);
    Map<String, Integer> culprits = new TreeMap<>();
    int alarms = 0;

    for (int i = 0; i < BASELINES; i++) {
      Comparison comparison = new Comparison(world.baseline(baselineRows), "answer");
      for (int j = 0; j < WINDOWS_EACH; j++) {
        WindowVerdict verdict = comparison.compare(world.sample(window), test);
        alarms += verdict.drifted() ? 1 : 0;
        verdict
            .columns()
            .filter(ColumnVerdict::drifted)
            .forEach(column -> culprits.merge(column.feature(), 1, Integer::sum));
      }
    }

    assertThat((double) alarms / (BASELINES * WINDOWS_EACH))
        .as("share of windows alarmed, by %s", culprits)
        .isLessThanOrEqualTo(Comparison.FALSE_ALARMS);
  }
}
