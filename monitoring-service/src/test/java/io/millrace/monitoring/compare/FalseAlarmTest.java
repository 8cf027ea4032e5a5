package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Monitor;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of the very world that the baseline was drawn from. */
class FalseAlarmTest {

  private static final int BASELINES = 100;
  private static final int WINDOWS_EACH = 10;

  @ParameterizedTest
  @CsvSource({"300, 200", "300, 1000", "5000, 100", "5000, 1000"})
  void staysQuietWhileNothingDrifts(int baselineRows, int window) {
    World world = new World(20_26);
    Map<Monitor.Test, Integer> alarms = new EnumMap<>(Monitor.Test.class);
    Map<String, Integer> culprits = new TreeMap<>();

    for (int i = 0; i < BASELINES; i++) {
      Comparison comparison = new Comparison(world.baseline(baselineRows), "answer");
      for (int j = 0; j < WINDOWS_EACH; j++) {
        Sample sample = world.sample(window);
        for (Monitor.Test test : Monitor.Test.values()) {
          WindowVerdict verdict = comparison.compare(sample, test);
          alarms.merge(test, verdict.drifted() ? 1 : 0, Integer::sum);
          verdict
              .columns()
              .filter(ColumnVerdict::drifted)
              .forEach(column -> culprits.merge(test + " " + column.feature(), 1, Integer::sum));
        }
      }
    }

    assertThat(alarms)
        .as("windows alarmed of %d, by %s", BASELINES * WINDOWS_EACH, culprits)
        .allSatisfy(
            (test, count) ->
                assertThat((double) count / (BASELINES * WINDOWS_EACH))
                    .as("by %s", test)
                    .isLessThanOrEqualTo(
                        test == Monitor.Test.AUTO ? Comparison.FALSE_ALARMS : 0.02));
  }
}
