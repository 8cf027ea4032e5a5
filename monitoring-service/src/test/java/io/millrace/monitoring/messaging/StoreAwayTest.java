package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.monitoring.observe.Journal;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreAwayTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void windowsThatCloseWhileTheStoreIsAwayGetTheVerdictsThatTheyWouldHaveGot() {
    try (Stage undisturbed = new Stage()) {
      for (Stage each : List.of(undisturbed, stage)) {
        each.storeAway = each == stage;
        each.predict(1, 3 * WINDOW, 0);
        each.predict(1, 11 * WINDOW + 20, 1.5);
        each.storeAway = false;
        each.pass(Duration.ofSeconds(1));
        each.predict(1, WINDOW, 1.5);
        each.pass(Duration.ofSeconds(1));
      }

      assertThat(stage.memory().entries(Journal.WINDOWS))
          .isEqualTo(undisturbed.memory().entries(Journal.WINDOWS))
          .hasSize(15);
      assertThat(stage.memory().progress()).isEqualTo(undisturbed.memory().progress());
      assertThat(ids(stage)).isEqualTo(ids(undisturbed)).hasSize(2);
    }
  }

  private static List<String> ids(Stage stage) {
    return stage.read(Topics.DRIFT_DETECTED).stream()
        .map(record -> CloudEventHeaders.read(record.headers()))
        .map(context -> context.id() + " " + context.correlationId())
        .toList();
  }

  @Test
  void saysThatTheyWaitAndNotThatABaselineIsMissing() {
    stage.storeAway = true;
    stage.predict(1, 3 * WINDOW, 0);
    stage.pass(Duration.ofSeconds(5));

    assertThat(stage.alerts()).extracting(Alert::kind).containsExactly("baseline-unreachable");
    assertThat(stage.memory().progress().versions().get(1).held()).isEqualTo(3);
  }

  @Test
  void whatWaitsOutlivesARestart() {
    stage.storeAway = true;
    stage.predict(1, 2 * WINDOW, 1.5);
    stage.restart();
    stage.storeAway = false;
    stage.pass(Duration.ofSeconds(1));

    assertThat(stage.memory().entries(Journal.WINDOWS)).hasSize(2);
    assertThat(stage.detections()).hasSize(1);
  }

  @Test
  void leavesNothingInTheStoreOfWindowsThatWereJudged() {
    stage.storeAway = true;
    stage.predict(1, 2 * WINDOW, 0);
    stage.storeAway = false;
    stage.pass(Duration.ofSeconds(1));

    assertThat(stage.keys("held-")).isEmpty();
    assertThat(stage.keys("sketch")).isEmpty();
    assertThat(stage.keys("column")).isEmpty();
  }

  @Test
  void holdsABoundedNumberAndSaysWhichAreGivenUp() {
    stage.storeAway = true;
    stage.predict(1, 102 * WINDOW, 0);

    assertThat(stage.memory().progress().versions().get(1).held()).isEqualTo(100);
    assertThat(stage.alerts())
        .filteredOn(alert -> alert.kind().equals("window-unjudged"))
        .extracting(Alert::text)
        .satisfiesExactly(
            text -> assertThat(text).startsWith("Window 1 "),
            text -> assertThat(text).startsWith("Window 2 "));
    assertThat(stage.keys("held-window")).hasSize(100);
    assertThat(stage.keys("sketch")).hasSize(100);
    assertThat(stage.keys("column")).hasSize(100 * 2);
  }

  @Test
  void judgesAWindowOfWhichAnEarlierVersionHeldEachRow() {
    stage.storeAway = true;
    stage.predict(1, WINDOW, 1.5);
    for (int i = 0; i < WINDOW; i++) {
      stage
          .store()
          .put(
              new Keys(Stage.NAME, 0).heldRow(1, 1, i),
              EarlierStateTest.row("e" + i, i % 2 == 0 ? "yes" : "no", 1.5 + i * 1e-3)
                  .getBytes(UTF_8));
    }
    String closed = stage.keys("held-window").getFirst();
    String kept = new String(stage.store().get(closed), UTF_8);
    String former = kept.replaceAll(",\"delivery\":\\{[^}]*\\}", "");
    assertThat(former).isNotEqualTo(kept);
    stage.store().put(closed, former.getBytes(UTF_8));
    stage.keys("sketch").forEach(stage.store()::delete);
    stage.keys("column").forEach(stage.store()::delete);

    stage.storeAway = false;
    stage.pass(Duration.ofSeconds(1));

    assertThat(stage.memory().entries(Journal.WINDOWS))
        .singleElement()
        .satisfies(window -> assertThat(window.predictions()).isEqualTo(WINDOW));
    assertThat(stage.detections()).hasSize(1);
    assertThat(stage.keys("held-")).isEmpty();
  }

  @Test
  void anotherVersionIsNotKeptWaiting() {
    stage.storeAway = true;
    stage.predict(1, WINDOW, 0);
    stage.storeAway = false;
    stage.predict(2, WINDOW, 1.5);

    assertThat(stage.detections()).singleElement().matches(d -> d.modelVersion() == 2);
  }
}
