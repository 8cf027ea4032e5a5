package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.monitoring.observe.Journal;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {

  private static final ProblemName PROBLEM = new ProblemName("room");
  private static final Instant TIME = Instant.parse("2026-02-02T12:00:00.123456789Z");

  private static Row predicted(Prediction prediction) {
    return new Row.Predicted(context(Prediction.TYPE, "r1"), place(), prediction);
  }

  private static Row labelled(Object truth) {
    return new Row.Labelled(context(GroundTruth.TYPE, "e1"), place(), new GroundTruth(truth));
  }

  private static EventContext context(String type, String subject) {
    return new EventContext("id", type, "/source", subject, TIME, PROBLEM, "correlation");
  }

  private static Place place() {
    return new Place("millrace.predictions", 3, 1L << 40);
  }

  private static Map<String, Object> features() {
    Map<String, Object> features = new HashMap<>();
    features.put("number", -0.1);
    features.put("none", null);
    features.put("text", "žluťoučký kůň");
    features.put("yes", true);
    features.put("no", false);
    features.put("list", List.of("a", "b"));
    return features;
  }

  @Test
  void givesBackWhatWasPutIn() {
    Prediction number =
        new Prediction(new EventId("e1"), 1, TIME, features(), null, null, Double.MIN_VALUE, 0.5);
    Prediction word =
        new Prediction(
            new EventId("e2"), 12, TIME, Map.of(), "a", Map.of("a", 0.75, "b", 0.25), null, 1);
    Prediction compared =
        new Prediction(
            new EventId("e3"),
            1,
            Instant.MIN,
            Map.of("x", Double.NaN),
            null,
            null,
            null,
            1,
            new Ahead(TIME, 60_000, List.of(1.0, 2.0), List.of(), List.of()),
            Role.CANARY,
            List.of(new Opinion(2, Role.CHAMPION, null, null, 3.0, 1, "failed")));
    Prediction earlier =
        new Prediction(
            new EventId("e4"), 1, TIME, Map.of(), "a", Map.of(), null, 1, null, null, null);
    List<Row> rows =
        List.of(
            predicted(number),
            labelled("yes"),
            predicted(word),
            predicted(word),
            labelled(-3.5),
            predicted(compared),
            predicted(earlier));
    Block block = new Block();
    rows.forEach(block::add);

    assertThat(block.rows()).isEqualTo(rows.size());
    assertThat(Block.read(block.bytes(), PROBLEM)).isEqualTo(rows);
  }

  @Test
  void aNameCostsNextToNothingAfterTheFirstRow() {
    Prediction prediction =
        new Prediction(new EventId("e1"), 1, TIME, features(), "a", Map.of("a", 1.0), null, 1);
    Block one = new Block();
    Block two = new Block();
    one.add(predicted(prediction));
    two.add(predicted(prediction));
    two.add(predicted(prediction));

    assertThat(two.size() - one.size()).isLessThan(one.size() * 2 / 3);
  }

  @Test
  void oneOfALaterMillraceOrCutOffIsMalformed() {
    Block block = new Block();
    block.add(labelled("yes"));
    byte[] later = block.bytes();
    later[0] = 4;

    assertThatThrownBy(() -> Block.read(later, PROBLEM))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("format");
    assertThatThrownBy(() -> Block.read(Arrays.copyOf(block.bytes(), block.size() - 2), PROBLEM))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whereBlocksEndChangesNoVerdict(long seed) {
    try (Stage whole = new Stage();
        Stage cut = new Stage()) {
      Random cuts = new Random(seed);
      int most = 1 + cuts.nextInt(100);
      List.of(whole, cut).forEach(stage -> stage.problems.put(Stage.NAME, Stage.windows(1_300)));
      for (int i = 0; i < 3_000; i++) {
        for (Stage stage : List.of(whole, cut)) {
          tell(stage, i);
        }
        if (cuts.nextInt(most) == 0) {
          cut.flush();
        }
      }

      assertThat(cut.memory().progress()).isEqualTo(whole.memory().progress());
      for (Journal<?> journal : List.of(Journal.WINDOWS, Journal.DETECTIONS, Journal.JUDGEMENTS)) {
        assertThat(cut.memory().entries(journal))
            .isEqualTo(whole.memory().entries(journal))
            .isNotEmpty();
      }
      assertThat(cut.memory().outcomes(1, 0, 3_000))
          .isEqualTo(whole.memory().outcomes(1, 0, 3_000));
      assertThat(cut.detections()).isEqualTo(whole.detections());
      assertThat(cut.alerts()).isEqualTo(whole.alerts());
    }
  }

  /** Values that drift, some events twice, their truth later, and of some too late. */
  private static void tell(Stage stage, int i) {
    double x = i * 3e-4 + Math.sin(i);
    stage.predict(1, "e" + (i % 11 == 0 ? i / 2 : i), i % 2 == 0 ? "yes" : "no", x);
    int known = i - (i % 7 == 0 ? Stage.PENDING : 40);
    if (known >= 0) {
      stage.label("e" + known, i > 1_500 == (known % 2 == 0) ? "no" : "yes");
    }
  }
}
