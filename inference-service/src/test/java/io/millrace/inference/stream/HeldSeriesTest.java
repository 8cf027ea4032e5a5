package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Prediction;
import io.millrace.event.Series;
import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept of a series, on the wire. */
class HeldSeriesTest {

  @Test
  void aGoldenSeriesIsGoneOnFromAndToldAgain() throws IOException {
    Series golden = MillraceJson.mapper().readValue(file(Series.TYPE), Series.class);

    HeldSeries held = HeldSeries.of(golden);

    assertThat(held.held().values()).containsExactly(30.531, 27.787, Double.NaN, 25.044);
    assertThat(held.next()).isEqualTo(24.125);
    assertThat(held.open(plan(3_600_000)).window(plan(3_600_000))).isPresent();
    assertThat(held.open(plan(60_000)).filled()).isZero();
    assertThat(tree(MillraceJson.mapper().writeValueAsBytes(held.told())))
        .isEqualTo(tree(file(Series.TYPE)));
  }

  @Test
  void aSeriesOfWhichNothingIsForecastComesBackAsItWent() {
    Series told = new Series(1000, Instant.EPOCH, java.util.Arrays.asList(1.0, null, 2.0), null);

    byte[] json = MillraceJson.mapper().writeValueAsBytes(told);

    assertThat(HeldSeries.of(MillraceJson.mapper().readValue(json, Series.class)).told())
        .isEqualTo(told);
  }

  @Test
  void aForecastIsWrittenAsTheGoldenOne() throws IOException {
    JsonNode golden = tree(file(Prediction.TYPE + ".forecast"));
    Prediction prediction = MillraceJson.mapper().treeToValue(golden, Prediction.class);

    assertThat(tree(MillraceJson.mapper().writeValueAsBytes(prediction))).isEqualTo(golden);
  }

  private static ForecastPlan plan(long stepMillis) {
    return new ForecastPlan(stepMillis, 2, 4, 1, 1, Encoding.WINDOW, 0.9, List.of());
  }

  private static JsonNode tree(byte[] json) {
    return MillraceJson.mapper().readTree(json);
  }

  private static byte[] file(String name) throws IOException {
    try (var file = HeldSeriesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
      return file.readAllBytes();
    }
  }
}
