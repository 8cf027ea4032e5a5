package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.observe.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateTruthTest {

  private static final int EVENTS = 10_200;

  /** As far as labels overtake each other. */
  private static final int DISORDER = 60;

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 10_000})
  void labelsThatComeLateOutOfOrderAndTwiceGiveTheSameMetric(int late) {
    Random random = new Random(late);
    List<Integer> labels = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      labels.add(event);
      labels.add(event);
    }
    for (int at = 0; at < labels.size(); at++) {
      int other = Math.min(labels.size() - 1, at + random.nextInt(2 * DISORDER));
      java.util.Collections.swap(labels, at, other);
    }

    try (Stage stage = new Stage(EVENTS)) {
      stage.problems.put(Stage.NAME, Stage.problem(EVENTS));
      for (int at = 0; at < EVENTS + late; at++) {
        if (at < EVENTS) {
          stage.predict(1, "e-" + at, at % 2 == 0 ? "yes" : "no");
        }
        if (at >= late) {
          label(stage, labels.get(2 * (at - late)));
          label(stage, labels.get(2 * (at - late) + 1));
        }
      }

      assertThat(stage.memory().progress().versions().get(1).labelled()).isEqualTo(EVENTS);
      assertThat(stage.memory().entries(Journal.JUDGEMENTS))
          .singleElement()
          .satisfies(judgement -> assertThat(judgement.value()).isEqualTo(1 - 1_457.0 / EVENTS));
    }
  }

  /** Every seventh answer was wrong. */
  private static void label(Stage stage, int event) {
    boolean yes = event % 2 == 0 ^ event % 7 == 3;
    stage.label("e-" + event, yes ? "yes" : "no");
  }
}
