package io.millrace.acceptance.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration MEAN = Duration.ofSeconds(2);

  @Test
  void aSeedReplaysASchedule() {
    Schedule first = Schedule.of(7, 200, true, 2, MEAN);
    Schedule again = Schedule.of(7, 200, true, 2, MEAN);

    assertThat(again).isEqualTo(first);
  }

  @Test
  void anotherSeedIsAnotherSchedule() {
    assertThat(Schedule.of(8, 200, true, 2, MEAN).strikes())
        .isNotEqualTo(Schedule.of(7, 200, true, 2, MEAN).strikes());
  }

  @Test
  void killsAreCountedWithoutWhatIsFrozenOrCutOff() {
    Schedule schedule = Schedule.of(7, 200, true, 2, MEAN);

    assertThat(schedule.count(Blow.KILL)).isEqualTo(200);
    assertThat(schedule.count(Blow.FREEZE)).isEqualTo(20);
    assertThat(schedule.count(Blow.CUT)).isEqualTo(20);
  }

  @Test
  void twelveKillsStrikeEveryPartInEveryWay() {
    for (long seed = 0; seed < 100; seed++) {
      Schedule schedule = Schedule.of(seed, 12, true, 2, MEAN);

      assertThat(
              schedule.strikes().stream()
                  .filter(strike -> strike.blow() == Blow.KILL)
                  .map(Strike::target)
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrder(
              "ingestion-1",
              "ingestion-2",
              "training-1",
              "training-2",
              "inference-1",
              "inference-2",
              "monitoring-1",
              "monitoring-2",
              "broker",
              "store");
      assertThat(schedule.count(Blow.FREEZE)).isPositive();
      assertThat(schedule.count(Blow.CUT)).isPositive();
    }
  }

  @Test
  void aFolderIsOnlyCutOff() {
    assertThat(Schedule.of(7, 50, false, 2, MEAN).strikes())
        .filteredOn(strike -> strike.target().equals("store"))
        .isNotEmpty()
        .allMatch(strike -> strike.blow() == Blow.CUT);
  }

  @Test
  void whatIsFrozenSleepsLongerThanAConsumersSession() {
    assertThat(Schedule.of(7, 200, true, 2, MEAN).strikes())
        .filteredOn(strike -> strike.blow() == Blow.FREEZE)
        .allMatch(strike -> strike.pause().compareTo(Duration.ofSeconds(15)) > 0);
  }
}
