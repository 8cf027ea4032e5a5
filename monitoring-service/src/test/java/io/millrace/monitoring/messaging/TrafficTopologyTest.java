package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ResponseTimes;
import io.millrace.message.TrafficObserved;
import io.millrace.message.TrafficObserved.Failure;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.message.TrafficObserved.Side;
import io.millrace.monitoring.traffic.TrafficMinute;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTopologyTest {

  private static final Failure OVERLOADED = new Failure("overloaded", Side.SERVER, 6);

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void addsUpWhatInstancesSayOfAMinute() {
    report("a", share(3, 100));
    report("b", share(3, 20), share(0, 6, OVERLOADED));

    assertThat(minutes())
        .containsExactly(
            new TrafficMinute(Stage.NOW, List.of(share(0, 6, OVERLOADED), share(3, 120))));
    assertThat(stage.alerts()).isEmpty();
  }

  @Test
  void tellsOfRequestsThatFailAsOneIncidentUntilTheyAreAnsweredAgain() {
    stage.predict(3, "e1", "yes");
    for (int minute = 0; minute < 8; minute++) {
      report("a", share(3, 50), share(0, 6, OVERLOADED));
      stage.pass(Duration.ofMinutes(1));
    }
    List<Alert> opened = stage.alerts();
    for (int minute = 0; minute < 12; minute++) {
      report("a", share(3, 50));
      stage.pass(Duration.ofMinutes(1));
    }
    List<Alert> closed = stage.alerts();

    assertThat(opened)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.kind()).isEqualTo("traffic");
              assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
              assertThat(alert.text())
                  .isEqualTo(
                      "10.7 % of 56 requests failed within five minutes (allowed 5.0 %), most of"
                          + " them by overloaded.");
              assertThat(alert.incident().modelVersion()).isEqualTo(3);
            });
    assertThat(closed)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.incident().state()).isEqualTo(Alert.State.CLOSED);
              assertThat(alert.incident().id()).isEqualTo(opened.getFirst().incident().id());
            });
    assertThat(stage.detections()).isEmpty();
  }

  @Test
  void keepsADay() {
    report("a", share(3, 1));
    stage.pass(Duration.ofHours(23));
    report("a", share(3, 1));
    assertThat(minutes()).hasSize(2);

    stage.pass(Duration.ofHours(2));
    report("a", share(3, 1));

    assertThat(minutes()).hasSize(2);
    assertThat(stage.keys("traffic")).hasSize(2);
  }

  @Test
  void doesNotBelieveAClockThatIsAhead() {
    report("a", share(3, 1));
    report("b", Stage.NOW.plus(Duration.ofDays(365)), share(3, 1));

    assertThat(minutes()).containsExactly(new TrafficMinute(Stage.NOW, List.of(share(3, 2))));
  }

  @Test
  void keepsNothingWhereItIsOff() {
    stage.problems.put(Stage.NAME, Stage.unwatched());

    report("a", share(0, 100, OVERLOADED));

    assertThat(stage.keys("traffic")).isEmpty();
  }

  @Test
  void readsTheGoldenMessage() throws IOException {
    TrafficObserved golden;
    try (var file =
        TrafficTopologyTest.class.getResourceAsStream(
            "/golden/%s.json".formatted(ControlMessage.typeOf(TrafficObserved.class)))) {
      golden = MillraceJson.mapper().readValue(file, TrafficObserved.class);
    }
    report("a", golden.shares().toArray(Share[]::new));

    Share stream = minutes().getFirst().shares().getLast();
    assertThat(stream).isEqualTo(golden.shares().get(1));
    assertThat(stage.rejected()).isEmpty();
  }

  private void report(String instance, Share... shares) {
    report(instance, stage.now(), shares);
  }

  private void report(String instance, Instant from, Share... shares) {
    stage.tell(
        new TrafficObserved(Stage.NAME, instance, from, from.plusSeconds(10), List.of(shares)),
        stage.now());
  }

  private static Share share(int version, long requests, Failure... failures) {
    return new Share(
        version,
        "http",
        requests,
        version == 0 ? 0 : requests,
        List.of(failures),
        ResponseTimes.NONE);
  }

  private List<TrafficMinute> minutes() {
    return stage
        .memory()
        .traffic(Stage.NOW.minus(Duration.ofDays(2)), stage.now().plus(Duration.ofMinutes(1)));
  }
}
