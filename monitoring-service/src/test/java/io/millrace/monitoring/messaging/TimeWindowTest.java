package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.WindowReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of an hour, for which what is five minutes late still counts. */
class TimeWindowTest {

  private static final Instant TEN = NOW.minus(ofHours(2));
  private static final Instant ELEVEN = TEN.plus(ofHours(1));
  private static final Instant SIX = TEN.minus(ofHours(4));

  private final Stage stage = new Stage(5_000);

  @BeforeEach
  void open() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", "1h")));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** Evenly over the hour. */
  private static void hour(Stage stage, int version, Instant start, int count, double moved) {
    for (int i = 0; i < count; i++) {
      stage.predictAt(version, start.plusMillis(3_600_000L / count * i), moved);
    }
  }

  private static List<WindowReport> windows(Stage stage) {
    return stage.memory().entries(Journal.WINDOWS).reversed();
  }

  @Test
  void closesAWindowOnceWhatComesLateHasHadItsTime() {
    hour(stage, 1, TEN, 120, 1.5);
    stage.predictAt(1, ELEVEN.plus(ofSeconds(299)), 0);
    assertThat(windows(stage)).isEmpty();

    stage.predictAt(1, ELEVEN.plus(ofSeconds(300)), 0);

    assertThat(windows(stage))
        .singleElement()
        .satisfies(window -> assertThat(window.from()).isEqualTo(TEN))
        .satisfies(window -> assertThat(window.to()).isEqualTo(TEN.plusSeconds(3_570)))
        .satisfies(window -> assertThat(window.predictions()).isEqualTo(120))
        .satisfies(window -> assertThat(window.leftOut()).isNull());
    assertThat(stage.detections())
        .singleElement()
        .satisfies(detected -> assertThat(detected.kind()).isEqualTo(DriftDetected.Kind.DATA));
    assertThat(stage.memory().progress().versions().get(1).filled()).isEqualTo(2);
  }

  @Test
  void putsWhatComesInAnyOrderIntoItsOwnWindow() {
    try (Stage ordered = new Stage(5_000)) {
      ordered.problems.putAll(stage.problems);
      List<Instant> times = new ArrayList<>();
      for (int i = 0; i < 720; i++) {
        times.add(SIX.plusSeconds(20L * i));
      }
      send(ordered, times);
      times.sort(
          Comparator.comparing(time -> time.plusSeconds(new Random(time.hashCode()).nextInt(290))));

      send(stage, times);

      assertThat(times).isNotEqualTo(times.stream().sorted().toList());
      assertThat(windows(stage)).hasSize(4).isEqualTo(windows(ordered));
      assertThat(windows(stage)).extracting(WindowReport::predictions).containsOnly(180L);
      assertThat(stage.detections()).hasSize(1);
    }
  }

  /** The value follows from the time, whenever it comes. */
  private static void send(Stage stage, List<Instant> times) {
    for (Instant time : times) {
      double x =
          new Random(time.getEpochSecond()).nextGaussian()
              + (time.isBefore(SIX.plus(ofHours(1))) ? 0 : 1);
      String label = time.getEpochSecond() % 40 == 0 ? "yes" : "no";
      stage.predictAt(1, "at-" + time.getEpochSecond(), time, label, x, "c");
    }
    stage.predictAt(1, TEN.plus(ofMinutes(5)), 0);
  }

  @Test
  void leavesOutAndCountsWhatComesLaterThanThat() {
    hour(stage, 1, TEN, 100, 0);
    hour(stage, 1, ELEVEN, 100, 0);
    for (int i = 0; i < 10; i++) {
      stage.predictAt(1, TEN.plusSeconds(i), 100);
    }
    stage.predictAt(1, NOW.plus(ofMinutes(5)), 0);

    assertThat(windows(stage)).hasSize(2).noneMatch(WindowReport::drifted);
    assertThat(windows(stage)).extracting(WindowReport::predictions).containsOnly(100L);
    assertThat(windows(stage).getLast().flaws())
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.kind()).isEqualTo(Flaw.Kind.LATE))
        .satisfies(flaw -> assertThat(flaw.share()).isBetween(0.08, 0.12));
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo("data-quality"))
        .satisfies(alert -> assertThat(alert.text()).contains(" % of events came late, in 100 "));
  }

  @Test
  void aClockThatIsFarAheadClosesNothing() {
    hour(stage, 1, ELEVEN, 60, 0);
    for (int i = 0; i < 5; i++) {
      stage.predictAt(1, Instant.parse("9999-01-01T00:00:00Z"), 50);
    }
    stage.predictAt(1, NOW.plus(ofSeconds(299)), 0);
    assertThat(windows(stage)).isEmpty();

    stage.predictAt(1, NOW.plus(ofMinutes(5)), 0);

    assertThat(windows(stage))
        .singleElement()
        .satisfies(window -> assertThat(window.predictions()).isEqualTo(60))
        .satisfies(window -> assertThat(window.drifted()).isFalse());
    assertThat(stage.alerts())
        .extracting(Alert::text)
        .singleElement()
        .satisfies(text -> assertThat(text).contains("came from a clock that is ahead"));
  }

  @Test
  void saysSoWhereEveryClockIsAhead() {
    for (int i = 0; i < 1_000; i++) {
      stage.predictAt(1, NOW.plus(ofHours(8)).plusSeconds(i), 0);
    }

    assertThat(windows(stage))
        .singleElement()
        .satisfies(window -> assertThat(window.leftOut()).startsWith("0 predictions"));
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).startsWith("100.0 % of events came from a"));
    assertThat(stage.keys("row")).isEmpty();
  }

  @Test
  void leavesOutAWindowOfFewPredictionsAndSaysSo() {
    hour(stage, 1, TEN, 19, 3);
    hour(stage, 1, ELEVEN, 20, 0);
    stage.predictAt(1, NOW.plus(ofMinutes(5)), 0);

    assertThat(windows(stage))
        .extracting(WindowReport::leftOut)
        .containsExactly("19 predictions; a verdict takes 20", null);
    assertThat(windows(stage).getFirst().features()).isEmpty();
    assertThat(stage.detections()).isEmpty();
  }

  @Test
  void doesNotSayAgainWhatWasSpoiledBeforeAWindowThatWasLeftOut() {
    hour(stage, 1, SIX, 100, 100);
    hour(stage, 1, SIX.plus(ofHours(1)), 5, 100);
    hour(stage, 1, SIX.plus(ofHours(2)), 100, 100);
    stage.predictAt(1, TEN, 0);

    assertThat(windows(stage)).hasSize(3);
    assertThat(stage.alerts()).filteredOn(alert -> alert.kind().equals("data-quality")).hasSize(1);
  }

  @Test
  void givesTheSameVerdictWhereverItIsInterrupted() {
    try (Stage undisturbed = new Stage(5_000)) {
      undisturbed.problems.putAll(stage.problems);
      undisturbed.problems.put(NAME, Stage.drift(Map.of("window", "1h", "lateness", "90m")));
      stage.problems.putAll(undisturbed.problems);
      for (int hour = 0; hour < 4; hour++) {
        for (Stage each : List.of(undisturbed, stage)) {
          Instant start = TEN.minus(ofHours(6)).plus(ofHours(hour));
          hour(each, 1, start, 330, 0.4);
          hour(each, 2, start.minus(ofHours(1)), 40, 1);
        }
        stage.restart();
      }

      assertThat(stage.keys("sketch")).isNotEmpty();
      for (Stage each : List.of(undisturbed, stage)) {
        each.predictAt(1, NOW, 0);
      }

      assertThat(windows(stage)).hasSize(8).isEqualTo(windows(undisturbed));
      assertThat(stage.memory().progress()).isEqualTo(undisturbed.memory().progress());
      assertThat(stage.memory().entries(Journal.DETECTIONS))
          .isEqualTo(undisturbed.memory().entries(Journal.DETECTIONS))
          .isNotEmpty();
      assertThat(stage.keys("sketch")).hasSize(1);
    }
  }

  @Test
  void closesTheLastWindowByTheClockWhereNothingComesAnyMore() {
    hour(stage, 1, ELEVEN, 60, 0);
    stage.pass(ofMinutes(5));
    assertThat(windows(stage)).isEmpty();

    stage.pass(ofMinutes(1));
    assertThat(windows(stage)).hasSize(1);

    stage.pass(ofMinutes(60));
    stage.predictAt(1, NOW.minusSeconds(1), 0);
    stage.predictAt(1, NOW.plusSeconds(1), 0);
    stage.predictAt(1, NOW.plus(ofMinutes(65)), 0);

    assertThat(windows(stage)).extracting(WindowReport::predictions).containsExactly(60L, 1L);
  }

  @Test
  void doesNotCloseAWindowForAnAbsenceOfItsOwn() {
    hour(stage, 1, ELEVEN, 60, 0);

    stage.stop(ofHours(5));
    stage.pass(ofMinutes(5));
    assertThat(windows(stage)).isEmpty();

    stage.pass(ofMinutes(1));
    assertThat(windows(stage)).hasSize(1);
  }

  @Test
  void eachVersionHasItsOwnWindows() {
    hour(stage, 1, TEN, 50, 0);
    hour(stage, 2, TEN, 70, 0);
    stage.predictAt(2, ELEVEN.plus(ofMinutes(6)), 0);

    assertThat(windows(stage))
        .extracting(WindowReport::modelVersion, WindowReport::predictions)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 50L),
            org.assertj.core.groups.Tuple.tuple(2, 70L));
  }

  @Test
  void startsAnewWhereTheProblemAsksForOtherWindows() {
    hour(stage, 1, SIX, 300, 3);
    stage.problems.put(NAME, Stage.drift(Map.of("window", "2h")));
    hour(stage, 1, SIX.plus(ofHours(1)), 300, 0);
    stage.problems.put(NAME, Stage.windows(400));
    stage.predict(1, 400, 0);
    stage.problems.put(NAME, Stage.drift(Map.of("window", "1h")));
    hour(stage, 1, TEN, 300, 0);
    stage.predictAt(1, ELEVEN.plus(ofMinutes(5)), 0);

    assertThat(windows(stage))
        .extracting(WindowReport::predictions, WindowReport::drifted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(400L, false),
            org.assertj.core.groups.Tuple.tuple(300L, false));
    assertThat(stage.keys("sketch")).hasSize(1);
  }

  @Test
  void keepsABoundedNumberOfWindowsOpen() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", "1m", "lateness", "10m")));
    for (int i = 0; i < 2_000; i++) {
      stage.predictAt(1, TEN.plusSeconds(3L * i), 0);
    }

    assertThat(stage.keys("sketch")).hasSizeLessThanOrEqualTo(11);
    assertThat(stage.keys("row")).hasSizeLessThanOrEqualTo(250);
  }
}
