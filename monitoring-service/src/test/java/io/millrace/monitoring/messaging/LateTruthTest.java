package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.monitoring.observe.Journal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateTruthTest {

  /** As far as labels overtake each other. */
  private static final int DISORDER = 60;

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 10_000})
  void labelsThatComeLateOutOfOrderAndTwiceGiveTheSameMetric(int late) {
    int events = 70 * (late / 70 + 3);
    List<Integer> labels = labels(events);

    try (Stage stage = new Stage(events)) {
      stage.problems.put(Stage.NAME, Stage.problem(events));
      int told = 0;
      for (int at = 0; at < events + late; at++) {
        if (at < events) {
          stage.predict(1, "e-" + at, at % 2 == 0 ? "yes" : "no");
        }
        int due = at < late ? 0 : (at - late + 1) * labels.size() / events;
        for (; told < due; told++) {
          label(stage, labels.get(told));
        }
      }

      assertThat(stage.memory().progress().versions().get(1).labelled()).isEqualTo(events);
      assertThat(stage.memory().entries(Journal.JUDGEMENTS))
          .singleElement()
          .satisfies(judgement -> assertThat(judgement.value()).isEqualTo(6 / 7.0, within(1e-9)));
    }
  }

  /** Some twice, and not in order. */
  private static List<Integer> labels(int events) {
    List<Integer> labels = new ArrayList<>();
    for (int event = 0; event < events; event++) {
      labels.add(event);
      if (event % 5 == 0) {
        labels.add(event);
      }
    }
    Random random = new Random(events);
    for (int at = 0; at < labels.size(); at++) {
      int other = Math.min(labels.size() - 1, at + random.nextInt(2 * DISORDER));
      Collections.swap(labels, at, other);
    }
    return labels;
  }

  /** Every seventh answer was wrong. */
  private static void label(Stage stage, int event) {
    boolean yes = event % 2 == 0 ^ event % 7 == 3;
    stage.label("e-" + event, yes ? "yes" : "no");
  }
}
