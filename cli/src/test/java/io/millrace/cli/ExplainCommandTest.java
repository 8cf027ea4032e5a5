package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String MANIFEST =
      """
      {"version": 2, "algorithm": "gradient-boosting", "createdAt": "2026-02-02T14:19:42.125Z",
       "metric": "f1", "metrics": {"accuracy": 0.99, "f1": 0.9781},
       "champion": {"version": 1, "algorithm": "linear", "metrics": {"f1": 0.95}},
       "holdout": {"rows": 4112, "from": "2026-02-01T00:00:00Z", "to": "2026-02-02T00:00:00Z"},
       "training": {"rows": 16448, "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"},
       "evaluation": {
         "baselines": {"majority": {"accuracy": 0.8, "f1": 0}, "last-value": {"f1": 0.97}},
         "importance": {"metric": "f1", "value": 0.9781, "rows": 4112, "repeats": 5, "features": [
           {"feature": "Light", "mean": 0.8, "deviation": 0.01},
           {"feature": "CO2", "mean": 0.2, "deviation": 0.002},
           {"feature": "Humidity", "mean": -0.001, "deviation": 0.001}]}},
       "warnings": ["CO2 is a leak"]}
      """;

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home).on("GET /v1/problems/room/models/2", 200, MANIFEST);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void showsWhatAVersionIsWorthAndWhatItOwesToEachFeature() {
    Run run = Run.of(home, "explain", "room", 2);

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(line -> line.replace('\u2588', '#')))
        .containsExactly(
            "room v2: gradient-boosting, registered 2026-02-02T14:19:42Z",
            "learned from 16,448 rows, 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z",
            "judged on    4,112 rows, 2026-02-01T00:00:00Z to 2026-02-02T00:00:00Z",
            "",
            "METRIC    MODEL  MAJORITY  LAST-VALUE     V1",
            "f1        0.978     0.000       0.970  0.950",
            "accuracy  0.990     0.800           -      -",
            "",
            "how much of its f1 it loses where a feature's values are exchanged between rows"
                + " (4,112 rows, 5 times)",
            "FEATURE     LOSS     +-",
            "Light      0.800  0.010  ################################",
            "CO2        0.200  0.002  ########",
            "Humidity  -0.001  0.001",
            "! CO2 is a leak");
    assertThat(stack.seen("/models/2").getFirst().token()).isEqualTo("t-reader");
    assertThat(Run.of(home, "explain", "room", 2, "--json").out()).startsWith("{");
  }

  @Test
  void saysOfAForecastHowItIsReadAndThatNoFeatureIsWeighed() {
    stack.on(
        "GET /v1/problems/room/models/3",
        200,
        """
        {"version": 3, "algorithm": "linear", "createdAt": "2026-02-02T14:19:42.125Z",
         "metric": "mase", "metrics": {"mase": 0.668, "coverage": 0.96},
         "holdout": {"rows": 2784, "from": "2026-02-01T00:00:00Z", "to": "2026-02-02T00:00:00Z"},
         "training": {"rows": 11520, "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"},
         "evaluation": {"baselines": {"seasonal-naive": {"mase": 0.802}}},
         "forecast": {"stepMillis": 3600000, "horizon": 96, "context": 336, "season": 24,
           "coverage": 0.9, "margins": [1, 2]}}
        """);

    Run run = Run.of(home, "explain", "room", 3);

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "room v3: linear, registered 2026-02-02T14:19:42Z",
            "forecasts    96 steps of 1 h from 336 values, a season of 24, 90 % intervals",
            "learned from 11,520 rows, 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z",
            "judged on    2,784 origins, 2026-02-01T00:00:00Z to 2026-02-02T00:00:00Z",
            "",
            "METRIC    MODEL  SEASONAL-NAIVE",
            "mase      0.668           0.802",
            "coverage  0.960               -",
            "",
            "no feature's worth is told: a forecast is made from the series' own past and the"
                + " calendar");
  }

  @Test
  void writesTheCardAsAPage() throws Exception {
    stack.on("GET /v1/problems/room/models/2/card", 200, "<!doctype html>\u00e9");
    Path card = home.resolve("card.html");

    Run run = Run.of(home, "explain", "room", 2, "--card", card);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("the model card is in " + card);
    assertThat(card).hasContent("<!doctype html>\u00e9");
    assertThat(Run.of(home, "explain", "room", 2, "--card", home.resolve("no/card")).err())
        .contains("cannot write");
  }

  @Test
  void withoutAVersionItIsTheOneThatServesOrTheNewest() {
    stack.on("GET /v1/problems/room/models", 200, "[{\"version\": 2}, {\"version\": 1}]");

    assertThat(Run.of(home, "explain", "room").out()).startsWith("room v2: ");

    stack
        .on("GET /v1/problems/room/model", 200, "{\"version\": 1}")
        .on(
            "GET /v1/problems/room/models/1",
            200,
            "{\"version\": 1, \"metric\": \"f1\", \"metrics\": {\"f1\": 0.9}}");
    assertThat(Run.of(home, "explain", "room").out())
        .startsWith("room v1: ")
        .contains("what each feature is worth was not kept");

    stack.on("GET /v1/problems/room/model", 409, "").on("GET /v1/problems/room/models", 200, "[]");
    assertThat(Run.of(home, "explain", "room").err()).contains("room has no model yet");
  }
}
