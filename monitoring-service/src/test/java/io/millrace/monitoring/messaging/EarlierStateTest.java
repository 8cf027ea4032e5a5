package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static io.millrace.monitoring.messaging.Stage.PENDING;
import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.VersionProgress;
import io.millrace.monitoring.observe.WindowDistributions;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.starter.messaging.DataMessages;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an earlier Millrace wrote, for each event by itself and as JSON, is gone on from. */
class EarlierStateTest {

  private static final int BEFORE = WINDOW / 2;

  private final Stage stage = new Stage();
  private final Keys keys = new Keys(NAME, 0);

  @AfterEach
  void close() {
    stage.close();
  }

  static String row(String event, String label, double x) {
    return """
        {"eventId":"%s","modelVersion":1,"eventTime":"2026-02-02T12:00:00Z","features":{"x":%s},\
        "label":"%s","probabilities":{"yes":0.9,"no":0.1},"micros":10.0,"role":"champion"}"""
        .formatted(event, x, label);
  }

  private void put(String key, String json) {
    stage.store().put(key, json.getBytes(UTF_8));
  }

  /** Half a window, whose truth is not known. */
  private void leave() {
    for (int i = 0; i < BEFORE; i++) {
      put(keys.row(1, i), row("before-" + i, "yes", 1.5 + i * 1e-3));
      put(
          keys.arrival(i),
          "{\"event\":\"before-%d\",\"at\":\"2026-02-02T12:00:00Z\"}".formatted(i));
      put(
          keys.ofCase("before-" + i),
          """
          {"truth":null,"answers":[{"version":1,"eventTime":"2026-02-02T12:00:00Z","label":"yes",\
          "probabilities":{"yes":0.9,"no":0.1},"value":null,"place":-1}],"compared":[]}""");
    }
    put(
        keys.progress(),
        """
        {"current":1,"versions":{"1":{"classes":["no","yes"],"filled":50,"windows":0,"held":0,\
        "labelled":0,"unwatched":false,"sketched":0}},"firstCase":0,"nextCase":50}""");
  }

  private VersionProgress progress() {
    return stage.memory().progress().versions().get(1);
  }

  @Test
  void aWindowThatItBeganIsFilled() {
    leave();

    stage.predict(1, WINDOW - BEFORE, 1.5);

    assertThat(stage.memory().entries(Journal.WINDOWS))
        .singleElement()
        .satisfies(window -> assertThat(window.predictions()).isEqualTo(WINDOW));
    assertThat(stage.detections()).isNotEmpty();
  }

  @Test
  void eventsThatItHeardOfAreKnownAndMeetTheirTruth() {
    leave();

    stage.predict(1, "before-3", "yes");
    stage.label("before-7", "yes");

    stage.flush();
    assertThat(progress().filled()).isEqualTo(BEFORE);
    assertThat(progress().labelled()).isEqualTo(1);
  }

  @Test
  void eventsThatItHeardOfAreForgottenFirst() {
    leave();

    stage.predict(1, PENDING - BEFORE, 0);
    assertThat(stage.keys("arrival\0")).hasSize(BEFORE);
    assertThat(stage.keys("case")).hasSize(BEFORE);

    stage.predict(1, 2 * PENDING, 0);

    assertThat(stage.keys("arrival\0")).isEmpty();
    assertThat(stage.keys("case")).isEmpty();
    assertThat(stage.keys("events")).hasSizeLessThanOrEqualTo(PENDING / Pages.SPAN + 2);
  }

  @Test
  void messagesThatItLeftOnTheInternalTopicAreTaken() {
    Prediction prediction =
        new Prediction(
            new EventId("inside"),
            1,
            NOW,
            Map.of("x", 0.5),
            "yes",
            Map.of("yes", 0.9, "no", 0.1),
            null,
            10);
    inside(DataMessages.prediction(NAME, "inside", "r1", prediction, "/millrace/inference", "c"));
    inside(
        DataMessages.groundTruth(
            NAME, new EventId("inside"), new GroundTruth("yes"), "/millrace/ingestion", "c"));

    assertThat(progress().filled()).isEqualTo(1);
    assertThat(progress().labelled()).isEqualTo(1);
    assertThat(stage.rejected()).isEmpty();
  }

  @Test
  void aWindowThatItJudgedHasNoNumberAndNoDistributions() {
    leave();
    put(keys.journalEnd("windows"), "1");
    put(
        keys.journal("windows", 0),
        """
        {"modelVersion":1,"from":"2026-02-02T11:00:00Z","to":"2026-02-02T12:00:00Z",\
        "predictions":100,"drifted":true,"features":[{"feature":"x","test":"psi",\
        "statistic":1.5,"threshold":0.27,"drifted":true}],"flaws":[],"leftOut":null}""");

    stage.predict(1, WINDOW - BEFORE, 1.5);

    assertThat(stage.memory().entries(Journal.WINDOWS))
        .extracting(WindowReport::number)
        .containsExactly(1L, null);
    assertThat(stage.memory().entries(Journal.DISTRIBUTIONS))
        .extracting(WindowDistributions::number)
        .containsExactly(1L);
  }

  @Test
  void whatItDidNotCountIsNone() {
    leave();
    put(
        keys.progress(),
        """
        {"current":1,"versions":{"1":{"classes":["no","yes"],"filled":50,"windows":0,"held":0,\
        "labelled":0,"unwatched":false,"sketched":0,"intake":{"predicted":50,"delivery":\
        {"total":50,"duplicates":3},"before":null,"first":null,"open":[]}}},\
        "firstCase":0,"nextCase":50}""");

    assertThat(progress().intake().delivery()).isEqualTo(new Delivery(50, 3, 0, 0, 0));

    stage.predict(1, WINDOW - BEFORE, 0);
    assertThat(stage.memory().entries(Journal.WINDOWS)).hasSize(1);
  }

  private void inside(ProducerRecord<String, byte[]> record) {
    new Place(record.topic(), 0, 17).write(record.headers());
    stage.sendInside(record);
  }
}
