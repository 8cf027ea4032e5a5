package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inference.stream.EventRows.Sent;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.test.SmallForecasters;
import io.millrace.starter.messaging.EventContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SeriesBatchTest {

  private static final ForecastPlan PLAN = SmallForecasters.PLAN;

  private final FollowedSeries followed = new FollowedSeries(_ -> new HashMap<>());

  private static Sent event(String key, int second) {
    return new Sent(
        new ConsumerRecord<>("events", 0, 0, key, new byte[0]),
        new EventContext(
            "e",
            "t",
            "s",
            key,
            Instant.ofEpochSecond(second),
            new ProblemName("lit"),
            "c-" + second));
  }

  /** Values of a parabola, so that a straight line is wrong in its own way each time. */
  private List<String> run(int from, int to, int atATime) {
    List<String> said = new ArrayList<>();
    try (ForecastModel model = ForecastModel.load(SmallForecasters.onnx(), PLAN)) {
      for (int start = from; start < to; start += atATime) {
        SeriesBatch batch = new SeriesBatch(followed, PLAN);
        int end = Math.min(to, start + atATime);
        for (int i = start; i < end; i++) {
          batch.add(event("room-" + i % 3, 7 * (i / 3)), i * i);
        }
        List<Forecast> forecasts = model.forecast(batch.windows());
        for (int i = 0; i < end - start; i++) {
          said.add(
              "%s %s"
                  .formatted(
                      batch.foretold(i, forecasts),
                      batch.forecast(i, forecasts).map(f -> f.values()[1])));
        }
        batch.keep(batch.left(forecasts));
      }
    }
    return said;
  }

  @Test
  void saysTheSameHoweverEventsAreBatched() {
    List<String> one = run(0, 60, 60);
    followed.forget();
    List<String> many = run(0, 60, 7);

    assertThat(many).isEqualTo(one);
    assertThat(one.getLast()).doesNotContain("NaN").doesNotContain("empty");
  }

  @Test
  void leavesNothingBehindThatIsNotKept() {
    run(0, 30, 30);
    SeriesBatch rolledBack = new SeriesBatch(followed, PLAN);
    for (int i = 0; i < 10; i++) {
      rolledBack.add(event("room-0", 1000 + 7 * i), 5);
    }
    List<String> after = run(30, 60, 30);

    followed.forget();
    assertThat(run(0, 60, 60).subList(30, 60)).isEqualTo(after);
  }

  @Test
  void setsAsideTheEventsOfMoreSeriesThanThereIsRoomFor() {
    ForecastPlan wide = new ForecastPlan(7000, 2, 10_000, 1, 1, Encoding.WINDOW, 0.9, List.of());
    SeriesBatch batch = new SeriesBatch(followed, wide);
    int room = SeriesBatch.MOST_VALUES / wide.context();
    for (int i = 0; i <= room; i++) {
      batch.add(event("room-" + i, 0), 1);
    }
    batch.add(event("room-0", 7), 1);

    assertThat(batch.refusal(room - 1)).isNull();
    assertThat(batch.refusal(room)).contains("%d on a partition".formatted(room));
    assertThat(batch.refusal(room + 1)).isNull();
  }

  @Test
  void forecastsFromWhatThereIsWhereAnEventHasNoValueOrComesLate() {
    run(0, 30, 30);
    SeriesBatch batch = new SeriesBatch(followed, PLAN);
    batch.add(event("room-0", 70), Double.NaN);
    batch.add(event("room-0", 56), 576);
    try (ForecastModel model = ForecastModel.load(SmallForecasters.onnx(), PLAN)) {
      List<Forecast> forecasts = model.forecast(batch.windows());

      assertThat(batch.forecast(0, forecasts).orElseThrow().times()[0]).isEqualTo(70_000);
      assertThat(batch.forecast(1, forecasts).orElseThrow().times()[0]).isEqualTo(70_000);
      assertThat(batch.left(forecasts)).hasSize(1);
    }
  }

  @Test
  void beginsAnewWhereTheStepIsAnother() {
    Map<String, HeldSeries> home = followed.of(0);
    run(0, 30, 30);
    HeldSeries held = home.get("room-0");

    ForecastPlan slower = new ForecastPlan(60_000, 2, 4, 1, 1, Encoding.WINDOW, 0.9, List.of());
    assertThat(held).isNotNull();
    assertThat(held.open(slower).filled()).isZero();
    assertThat(held.open(PLAN).filled()).isEqualTo(4);
  }
}
