package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Prediction;
import io.millrace.event.Schema;
import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.RowBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that looks at {@code a} most of all, a little at {@code b} and whether it is open. */
class AttributionTopologyTest {

  private static final int WINDOW = 600;

  private final Stage stage = new Stage();
  private final Random random = new Random(3);
  private int events;

  @BeforeEach
  void begin() {
    begin(stage, Map.of("window", WINDOW + " predictions"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static void begin(Stage stage, Object drift) {
    stage.problems.put(NAME, Stage.deciding(drift));
    stage.baselines.put(1, baseline(true));
    stage.baselines.put(2, baseline(false));
  }

  private static Baseline baseline(boolean told) {
    Random random = new Random(1);
    RowBatch rows =
        new RowBatch(
            new Schema(
                List.of(
                    new Feature.Number("a", true, Optional.empty()),
                    new Feature.Number("b", true, Optional.empty()),
                    new Feature.Number("c", true, Optional.empty()),
                    new Feature.Number("d", true, Optional.empty()),
                    new Feature.Category("sky", true, List.of()),
                    new Feature.Bool("open", true))),
            1_000);
    double[] yes = new double[1_000];
    for (int i = 0; i < yes.length; i++) {
      Map<String, Object> row = row(random);
      rows.add(row, Instant.EPOCH);
      yes[i] = yes(row);
    }
    String[] labels = new String[yes.length];
    java.util.Arrays.setAll(labels, i -> yes[i] > 0.5 ? "yes" : "no");
    Baseline baseline =
        Baseline.of(rows, FeatureBaseline.categories(labels, labels.length), List.of("no", "yes"));
    return told
        ? baseline.with(
            Attribution.of(rows, 2, (row, cls) -> cls == 1 ? yes[row] : 1 - yes[row]).orElseThrow())
        : baseline;
  }

  private static Map<String, Object> row(Random random) {
    Map<String, Object> row = new HashMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      if (!name.equals("d") || random.nextInt(10) > 0) {
        row.put(name, random.nextGaussian());
      }
    }
    row.put("sky", List.of("clear", "cloud", "rain").get(random.nextInt(3)));
    row.put("open", random.nextBoolean());
    return row;
  }

  private static double yes(Map<String, Object> row) {
    double open = row.get("open").equals(true) ? 0.5 : 0;
    return 1 / (1 + Math.exp(-2 * (double) row.get("a") - 0.7 * (double) row.get("b") - open));
  }

  /** The world as it was. */
  private void predict(Stage on, int version, int count) {
    for (int i = 0; i < count; i++) {
      predict(on, version, row(random));
    }
    on.flush();
  }

  /** A world in which {@code a} stands still. */
  private void predictStill(Stage on, int version, int count) {
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = row(random);
      row.put("a", 0.1);
      predict(on, version, row);
    }
    on.flush();
  }

  private void predict(Stage on, int version, Map<String, Object> row) {
    double yes = yes(row);
    on.predict(
        new Prediction(
            new EventId("e-" + events),
            version,
            NOW.plusSeconds(events++),
            row,
            yes > 0.5 ? "yes" : "no",
            Map.of("yes", yes, "no", 1 - yes),
            null,
            10));
  }

  private static List<WindowReport> windows(Stage on) {
    return on.memory().entries(Journal.WINDOWS);
  }

  private static List<DriftDetected> found(Stage on) {
    return on.detections().stream()
        .filter(drift -> drift.kind() == DriftDetected.Kind.ATTRIBUTION)
        .toList();
  }

  @Test
  void saysNothingWhileTheSameFeaturesDecide() {
    predict(stage, 1, 5 * WINDOW);

    assertThat(stage.alerts()).isEmpty();
    assertThat(windows(stage))
        .hasSize(5)
        .allSatisfy(
            window -> {
              assertThat(window.attribution()).isNotNull();
              assertThat(window.attribution().ndcg()).isGreaterThan(0.99);
              assertThat(window.attribution().features().getFirst().feature()).isEqualTo("a");
              assertThat(window.attribution().features())
                  .extracting(WindowReport.Share::feature)
                  .containsExactlyInAnyOrder("a", "b", "c", "d", "sky", "open");
            });
  }

  @Test
  void saysThatOtherFeaturesDecideWithTheEvidence() {
    predictStill(stage, 1, WINDOW);

    DriftDetected detected = found(stage).getFirst();
    assertThat(detected.modelVersion()).isEqualTo(1);
    assertThat(detected.window().predictions()).isEqualTo(WINDOW);
    assertThat(detected.evidence())
        .extracting(DriftDetected.Evidence::test)
        .contains("attribution", "ndcg-loss");
    assertThat(detected.evidence())
        .filteredOn(each -> each.test().equals("ndcg-loss"))
        .extracting(DriftDetected.Evidence::feature)
        .containsExactly("busy");
    assertThat(detected.summary())
        .startsWith("Other features decide the answers: a explains 0 % of their variance, ");
    assertThat(windows(stage).getFirst().attribution())
        .satisfies(found -> assertThat(found.drifted()).isTrue())
        .satisfies(found -> assertThat(found.ndcg()).isLessThan(0.9));
    assertThat(stage.alerts())
        .filteredOn(alert -> alert.kind().equals("attribution-drift"))
        .singleElement()
        .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING))
        .satisfies(alert -> assertThat(alert.incident().state()).isEqualTo(Alert.State.OPENED));
  }

  @Test
  void isOneIncidentThatIsOverWhenTheSameFeaturesDecideAgain() {
    predictStill(stage, 1, 3 * WINDOW);
    assertThat(found(stage)).hasSize(1);
    stage.alerts();

    predict(stage, 1, 2 * WINDOW);

    assertThat(stage.alerts())
        .filteredOn(alert -> alert.kind().equals("attribution-drift"))
        .singleElement()
        .satisfies(alert -> assertThat(alert.incident().state()).isEqualTo(Alert.State.CLOSED));
  }

  @Test
  void saysTheSameWhereverItIsInterrupted() {
    predict(stage, 1, 320);
    stage.restart();
    predictStill(stage, 1, 280);
    stage.restart();
    predict(stage, 1, 100);
    stage.restart();
    predict(stage, 1, 500);

    try (Stage undisturbed = new Stage()) {
      begin(undisturbed, Map.of("window", WINDOW + " predictions"));
      random.setSeed(3);
      events = 0;
      predict(undisturbed, 1, 320);
      predictStill(undisturbed, 1, 280);
      predict(undisturbed, 1, 600);

      assertThat(windows(stage)).hasSize(2).isEqualTo(windows(undisturbed));
    }
  }

  @Test
  void saysItOfWindowsOfTimeToo() {
    begin(stage, Map.of("window", "10m", "lateness", "0s"));
    stage.pass(Duration.ofHours(1));
    predict(stage, 1, 600);
    predictStill(stage, 1, 601);

    assertThat(windows(stage)).hasSize(2);
    assertThat(windows(stage).getLast().attribution().drifted()).isFalse();
    assertThat(windows(stage).getFirst().attribution().drifted()).isTrue();
  }

  @Test
  void staysSilentWhereItIsOffAndKeepsNothingForIt() {
    begin(stage, Map.of("window", WINDOW + " predictions", "attribution", "off"));

    predictStill(stage, 1, WINDOW + WINDOW / 2);

    assertThat(stage.keys("spread")).isEmpty();
    assertThat(found(stage)).isEmpty();
    assertThat(windows(stage).getFirst().attribution()).isNull();
    assertThat(windows(stage).getFirst().drifted()).isTrue();
  }

  @Test
  void looksAtItWhereNothingElseIsWatched() {
    begin(stage, Map.of("window", WINDOW + " predictions", "data", "off", "prediction", "off"));

    predictStill(stage, 1, WINDOW);

    assertThat(stage.detections())
        .singleElement()
        .satisfies(drift -> assertThat(drift.kind()).isEqualTo(DriftDetected.Kind.ATTRIBUTION));
  }

  @Test
  void staysSilentOfAVersionWhoseBaselineDoesNotTell() {
    predictStill(stage, 2, WINDOW);

    assertThat(found(stage)).isEmpty();
    assertThat(windows(stage).getFirst().attribution()).isNull();
    assertThat(windows(stage).getFirst().drifted()).isTrue();
  }

  @Test
  void leavesAWindowOutThatItCouldNotLookAtAsAWhole() {
    stage.storeAway = true;
    predictStill(stage, 1, WINDOW / 2);
    stage.storeAway = false;
    predictStill(stage, 1, WINDOW / 2);
    predictStill(stage, 1, WINDOW);

    assertThat(windows(stage)).hasSize(2);
    assertThat(windows(stage).getLast().attribution()).isNull();
    assertThat(windows(stage).getLast().drifted()).isTrue();
    assertThat(windows(stage).getFirst().attribution().drifted()).isTrue();
  }

  /** An earlier Millrace has begun the window, and kept nothing of it. */
  @Test
  void goesOnFromAWindowThatWasBegunWithoutIt() {
    predictStill(stage, 1, WINDOW / 2);
    assertThat(stage.keys("spread")).hasSize(1);
    stage.keys("spread").forEach(key -> stage.store().delete(key));

    predictStill(stage, 1, WINDOW / 2 + WINDOW);

    assertThat(windows(stage)).hasSize(2);
    assertThat(windows(stage).getLast().attribution()).isNull();
    assertThat(windows(stage).getLast().drifted()).isTrue();
    assertThat(windows(stage).getFirst().attribution().drifted()).isTrue();
  }
}
