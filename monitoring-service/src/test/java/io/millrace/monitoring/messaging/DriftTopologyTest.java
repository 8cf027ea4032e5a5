package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Rejection;
import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.message.Topics;
import io.millrace.monitoring.compare.Distribution;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Swap;
import io.millrace.monitoring.observe.WindowDistributions;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriftTopologyTest {

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void staysQuietWhileNothingDrifts() {
    stage.predict(1, 20 * WINDOW, 0);

    assertThat(stage.detections()).isEmpty();
    assertThat(stage.alerts()).isEmpty();
    assertThat(stage.memory().entries(Journal.WINDOWS))
        .hasSize(20)
        .noneMatch(WindowReport::drifted);
  }

  @Test
  void announcesAWindowThatDriftedWithItsEvidence() {
    stage.predict(1, WINDOW - 1, 1.5);
    assertThat(stage.detections()).isEmpty();

    stage.predict(1, 1, 1.5);

    DriftDetected detected = stage.detections().getFirst();
    assertThat(detected.kind()).isEqualTo(DriftDetected.Kind.DATA);
    assertThat(detected.modelVersion()).isEqualTo(1);
    assertThat(detected.evidence())
        .extracting(DriftDetected.Evidence::test)
        .containsExactlyInAnyOrder("psi", "kolmogorov-smirnov");
    assertThat(detected.evidence()).allMatch(e -> e.statistic() > e.threshold());
    assertThat(detected.window().predictions()).isEqualTo(WINDOW);
    assertThat(detected.window().from()).isBefore(detected.window().to());
    assertThat(detected.summary())
        .matches("x moved \\(PSI \\d\\.\\d\\d, allowed 0\\.\\d\\d\\) in .*");
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo("drift"))
        .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING));
  }

  @Test
  void keepsHowAWindowAndItsBaselineWereDistributedOnceItHasItsVerdict() {
    stage.predict(1, 2 * WINDOW - 1, 1.5);
    assertThat(stage.keys("journal\0room\0" + "0\0distributions")).hasSize(1);

    stage.predict(1, 1, 1.5);

    assertThat(stage.memory().entries(Journal.WINDOWS))
        .extracting(WindowReport::number)
        .containsExactly(2L, 1L);
    WindowDistributions latest = stage.memory().entries(Journal.DISTRIBUTIONS).getFirst();
    assertThat(latest.number()).isEqualTo(2);
    assertThat(latest.columns()).extracting(Distribution::column).containsExactly("x", "busy");
    assertThat(latest.columns().getFirst().window().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(WINDOW);
    assertThat(latest.columns().getFirst().usual().middle()).isBetween(-0.1, 0.1);
    assertThat(latest.columns().getFirst().now().middle()).isBetween(1.2, 1.8);
  }

  @Test
  void keepsTheDistributionsOfTheWindowsThatAreKept() {
    stage.predict(1, 53 * WINDOW, 0);

    assertThat(stage.memory().entries(Journal.DISTRIBUTIONS))
        .hasSize(50)
        .extracting(WindowDistributions::number)
        .startsWith(53L)
        .endsWith(4L);
    assertThat(stage.keys("journal\0room\0" + "0\0distributions")).hasSize(50);
  }

  @Test
  void notesWhichVersionTookOverOnceThoughAnswersAreMixed() {
    stage.predict(1, 3, 0);
    stage.predict(2, 1, 0);
    stage.predict(1, 1, 0);
    stage.predict(2, 3, 0);

    assertThat(stage.memory().entries(Journal.SWAPS))
        .extracting(Swap::from, Swap::to)
        .containsExactly(tuple(1, 2), tuple(0, 1));

    stage.pass(Duration.ofMinutes(2));
    stage.predict(1, 1, 0);
    assertThat(stage.memory().entries(Journal.SWAPS).getFirst().to()).isEqualTo(1);
  }

  @Test
  void carriesTheCorrelationIdOfTheWindowsLastPrediction() {
    stage.predict(1, WINDOW - 1, 1.5);
    stage.predict(1, "the-last", "yes", 1.5);

    for (String topic : List.of(Topics.DRIFT_DETECTED, Topics.ALERTS)) {
      TestRecord<String, byte[]> sent = stage.read(topic).getFirst();
      EventContext context = CloudEventHeaders.read(sent.headers());
      assertThat(sent.key()).isEqualTo("room");
      assertThat(context.correlationId()).isEqualTo("c-the-last");
      assertThat(context.source()).isEqualTo("/millrace/monitoring-service");
      assertThat(context.problem()).isEqualTo(Stage.NAME);
    }
  }

  @Test
  void tellsWhenOnlyTheAnswersMoved() {
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, "one-sided-" + i, "yes", -1.28 + 2.56 * i / WINDOW);
    }

    assertThat(stage.detections())
        .filteredOn(d -> d.kind() == DriftDetected.Kind.PREDICTION)
        .singleElement()
        .satisfies(d -> assertThat(d.evidence().getFirst().feature()).isEqualTo("busy"));
  }

  @Test
  void saysItOnceInTenWindows() {
    stage.predict(1, 10 * WINDOW, 1);
    assertThat(stage.detections()).hasSize(1);

    stage.predict(1, WINDOW, 1);

    assertThat(stage.detections()).hasSize(1);
    assertThat(stage.memory().entries(Journal.DETECTIONS)).hasSize(2);
  }

  @Test
  void startsAnewWithANewVersion() {
    stage.predict(1, WINDOW + WINDOW / 2, 1.5);
    assertThat(stage.detections()).hasSize(1);

    stage.predict(2, WINDOW - 1, 1.5);
    assertThat(stage.detections()).isEmpty();
    stage.predict(2, 1, 1.5);

    assertThat(stage.detections())
        .singleElement()
        .satisfies(d -> assertThat(d.modelVersion()).isEqualTo(2));
    assertThat(stage.memory().progress().current()).isEqualTo(2);
  }

  @Test
  void givesTheSameVerdictAfterARestartInTheMiddle() {
    try (Stage undisturbed = new Stage()) {
      undisturbed.predict(1, 12 * WINDOW, 1.5);

      stage.predict(1, WINDOW / 3, 1.5);
      stage.restart();
      stage.predict(1, 5 * WINDOW, 1.5);
      List<DriftDetected> first = stage.detections();
      stage.restart();
      stage.predict(1, 12 * WINDOW - 5 * WINDOW - WINDOW / 3, 1.5);

      assertThat(stage.memory().entries(Journal.WINDOWS))
          .isEqualTo(undisturbed.memory().entries(Journal.WINDOWS));
      assertThat(stage.memory().progress()).isEqualTo(undisturbed.memory().progress());
      assertThat(first).hasSize(1);
      assertThat(stage.detections()).hasSize(1);
      assertThat(undisturbed.detections()).hasSize(2);
    }
  }

  @Test
  void givesTheSameVerdictOnAWindowThatIsSketchedWhereverItIsInterrupted() {
    try (Stage undisturbed = new Stage()) {
      List.of(stage, undisturbed)
          .forEach(each -> each.problems.put(Stage.NAME, Stage.windows(3_000)));
      undisturbed.predict(1, 7_000, 0.2);

      stage.predict(1, 1_700, 0.2);
      stage.restart();
      stage.predict(1, 900, 0.2);
      stage.restart();
      stage.predict(1, 4_400, 0.2);

      assertThat(stage.memory().entries(Journal.WINDOWS))
          .hasSize(2)
          .isEqualTo(undisturbed.memory().entries(Journal.WINDOWS));
      assertThat(stage.keys("row")).hasSizeLessThanOrEqualTo(250);
      assertThat(stage.keys("sketch")).hasSize(1);
      assertThat(stage.keys("column")).hasSize(2);
    }
  }

  @Test
  void goesOnWithAWindowOfWhichAnEarlierVersionKeptEachRow() {
    stage.predict(1, WINDOW / 2, 1.5);
    String key = stage.keys("progress").getFirst();
    String progress = new String(stage.store().get(key), UTF_8);
    String former = progress.replaceAll(",\"sketched\":0,\"intake\":\\{.*?\\}.*?\\}", "");
    stage.store().put(key, former.getBytes(UTF_8));

    stage.predict(1, WINDOW / 2, 1.5);

    assertThat(progress).contains("\"sketched\":0", "\"intake\":{");
    assertThat(former).doesNotContain("sketched", "intake");
    assertThat(stage.memory().progress().versions().get(1).intake().predicted()).isEqualTo(WINDOW);
    assertThat(stage.memory().entries(Journal.WINDOWS))
        .singleElement()
        .satisfies(window -> assertThat(window.predictions()).isEqualTo(WINDOW));
    assertThat(stage.detections()).hasSize(1);
  }

  @Test
  void saysThatValuesAreSpoiledWhenItBegins() {
    stage.predict(1, WINDOW, 0);
    stage.predict(1, 3 * WINDOW, 100);
    stage.predict(1, WINDOW, 0);
    assertThat(stage.alerts())
        .filteredOn(alert -> alert.kind().equals("data-quality"))
        .singleElement()
        .satisfies(
            alert ->
                assertThat(alert.text())
                    .startsWith(
                        "x is out of the range of training in 100.0 % (in training 0.0 %), in 100"
                            + " predictions of version 1,"));

    stage.predict(1, WINDOW, 100);

    assertThat(stage.alerts()).extracting(Alert::kind).contains("data-quality");
    assertThat(stage.memory().entries(Journal.WINDOWS).getFirst().flaws())
        .containsExactly(new Flaw("x", Flaw.Kind.OUT_OF_RANGE, 1, 0));
  }

  @Test
  void saysNothingOfSpoiledValuesWhereTheProblemDoesNotWantIt() {
    stage.problems.put(Stage.NAME, Stage.windows(WINDOW));

    stage.predict(1, WINDOW, 100);

    assertThat(stage.alerts()).extracting(Alert::kind).containsExactly("drift");
    assertThat(stage.memory().entries(Journal.WINDOWS).getFirst().flaws()).isEmpty();
  }

  @Test
  void tellsEventsThatWereSentAgainFromPredictionsThatWereDeliveredAgain() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", WINDOW)));
    for (int i = 0; i < 2 * WINDOW; i++) {
      stage.predict(1, "first-" + i, i % 2 == 0 ? "yes" : "no");
      String resent = i < WINDOW ? "c-first-" + i : "another";
      stage.predictAt(1, "first-" + i, NOW, "yes", 50, resent);
    }

    assertThat(stage.memory().entries(Journal.WINDOWS).reversed())
        .extracting(WindowReport::flaws)
        .containsExactly(List.of(), List.of(new Flaw(null, Flaw.Kind.DUPLICATE, 99 / 199.0, 0)));
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.text()).startsWith("49.7 % of events were sent again"));
  }

  @Test
  void saysThatEventsAreRefused() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", WINDOW)));
    stage.refuse(Rejection.EVENT, null);
    stage.predict(1, WINDOW, 0);
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, 1, 0);
      if (i % 4 == 0) {
        stage.refuse(Rejection.EVENT, null);
      }
      stage.refuse(Rejection.GROUND_TRUTH, null);
      stage.refuse(Rejection.EVENT, new Rejection.Origin("millrace.events", 0, i, "ingestion"));
    }

    assertThat(stage.memory().entries(Journal.WINDOWS).reversed())
        .extracting(WindowReport::flaws)
        .containsExactly(List.of(), List.of(new Flaw(null, Flaw.Kind.REFUSED, 0.2, 0)));
    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).startsWith("20.0 % of events were refused"));
  }

  @Test
  void saysThatEventsComeLaterThanTheWindowBefore() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", WINDOW)));
    stage.predict(1, 2 * WINDOW, 0);
    for (int i = 0; i < WINDOW; i++) {
      stage.predictAt(1, NOW.plusSeconds(i % 10 == 3 ? -9_000 : 200 + i), 0);
    }

    assertThat(stage.memory().entries(Journal.WINDOWS).reversed())
        .extracting(WindowReport::flaws)
        .containsExactly(List.of(), List.of(), List.of(new Flaw(null, Flaw.Kind.LATE, 0.1, 0)));
    assertThat(stage.memory().entries(Journal.WINDOWS))
        .extracting(WindowReport::predictions)
        .containsOnly((long) WINDOW);
  }

  @Test
  void watchesTheAnswersAloneWhereFeaturesAreOff() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", WINDOW, "data", "off"), "off"));
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, "moved-" + i, "yes", 3);
    }

    assertThat(stage.detections())
        .extracting(DriftDetected::kind)
        .containsExactly(DriftDetected.Kind.PREDICTION);
    assertThat(stage.memory().entries(Journal.WINDOWS).getFirst().features())
        .extracting(WindowReport.Test::feature)
        .containsOnly("busy");
  }

  @Test
  void watchesTheFeaturesAloneWhereAnswersAreOff() {
    stage.problems.put(NAME, Stage.drift(Map.of("window", 300, "prediction", "off")));
    for (int i = 0; i < 300; i++) {
      stage.predict(1, "moved-" + i, "yes", i / 100.0);
    }

    assertThat(stage.detections())
        .extracting(DriftDetected::kind)
        .containsExactly(DriftDetected.Kind.DATA);
    stage.predict(1, 260, 0);
    assertThat(stage.keys("column")).hasSize(1);
  }

  @Test
  void looksForSpoiledValuesWhereDriftIsOff() {
    stage.problems.put(
        NAME, Stage.drift(Map.of("window", WINDOW, "data", "off", "prediction", "off")));
    stage.predict(1, WINDOW, 100);

    assertThat(stage.detections()).isEmpty();
    assertThat(stage.alerts()).extracting(Alert::kind).containsExactly("data-quality");
    assertThat(stage.memory().entries(Journal.WINDOWS).getFirst().features()).isEmpty();
  }

  @Test
  void keepsNothingOfWindowsWhereNobodyAsksForThem() {
    stage.predict(1, WINDOW / 2, 3);
    stage.problems.put(NAME, Stage.drift("off", "off"));
    stage.predict(1, 3_000, 3);

    assertThat(stage.detections()).isEmpty();
    assertThat(stage.alerts()).isEmpty();
    assertThat(stage.memory().entries(Journal.WINDOWS)).isEmpty();
    assertThat(stage.keys("sketch")).isEmpty();
    assertThat(stage.keys("column")).isEmpty();
    assertThat(stage.keys("row")).hasSizeLessThanOrEqualTo(250);
    assertThat(stage.memory().progress().versions().get(1).intake().predicted()).isEqualTo(3_050);
  }

  @Test
  void countsAPredictionThatIsDeliveredTwiceOnce() {
    for (int i = 0; i < WINDOW; i++) {
      stage.predict(1, "e-" + i % 10, "yes", 3);
    }

    assertThat(stage.memory().progress().versions().get(1).filled()).isEqualTo(10);
  }

  @Test
  void waitsForAProblemThatTheCatalogDoesNotKnowYet() {
    var problem = stage.problems.remove(Stage.NAME);
    stage.predict(1, WINDOW, 1.5);
    stage.pass(Duration.ofSeconds(5));
    assertThat(stage.detections()).isEmpty();

    stage.problems.put(Stage.NAME, problem);
    stage.pass(Duration.ofSeconds(2));

    assertThat(stage.detections()).hasSize(1);
    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
  }

  @Test
  void keepsTheOrderOfWhatWaitedAndWhatComes() {
    var problem = stage.problems.remove(Stage.NAME);
    stage.predict(1, WINDOW / 2, 1.5);

    stage.problems.put(Stage.NAME, problem);
    stage.predict(1, WINDOW / 2, 1.5);

    assertThat(stage.memory().entries(Journal.WINDOWS)).hasSize(1);
  }

  @Test
  void saysOnceThatABaselineIsMissingAndGoesOn() {
    var baseline = stage.baselines.remove(1);
    stage.predict(1, 3 * WINDOW, 1.5);

    assertThat(stage.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo("baseline-missing"))
        .satisfies(alert -> assertThat(alert.text()).contains("there is none"));

    stage.baselines.put(1, baseline);
    stage.predict(1, WINDOW, 1.5);

    assertThat(stage.detections()).hasSize(1);
  }

  @Test
  void leavesOutWhatCannotBeRead() {
    var record =
        new org.apache.kafka.clients.producer.ProducerRecord<>(
            Topics.PREDICTIONS, "r1", "{".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    stage.send(record);
    CloudEventHeaders.write(
        new EventContext("1", "io.millrace.prediction.v1", "/s", "r1", Stage.NOW, Stage.NAME, "c"),
        record.headers());
    stage.send(record);
    stage.predict(1, WINDOW, 0);

    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
  }
}
