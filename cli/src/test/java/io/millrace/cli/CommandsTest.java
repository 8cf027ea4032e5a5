package io.millrace.cli;

import static io.millrace.cli.FakeStack.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void appliesAFileAsItStands() {
    stack.on("PUT /v1/problems/room", 201, "{\"problem\": \"room\", \"version\": 1}");
    Path file = write(home.resolve("p.yaml"), "# mine\nproblem: room\n");

    Run run = Run.of(home, "apply", file);

    assertThat(run).isEqualTo(new Run(0, "room is stated, version 1" + System.lineSeparator(), ""));
    FakeStack.Seen request = stack.seen("/room").getFirst();
    assertThat(request.token()).isEqualTo("t-data-scientist");
    assertThat(request.body()).isEqualTo("# mine\nproblem: room\n");
  }

  @Test
  void listsEveryErrorOfAFileLineByLine() {
    stack.on(
        "PUT /v1/problems/room",
        400,
        """
        {"title": "Bad problem", "detail": "2 errors", "errors": [
          {"key": "define.task", "found": "nothing", "allowed": "classification, regression"},
          {"key": "data.features", "found": "'x'", "allowed": "a section"}]}
        """);

    Run run = Run.of(home, "apply", write(home.resolve("p.yaml"), "problem: room\n"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("p.yaml: 2 errors\n")
        .contains("\n  define.task: found nothing; allowed: classification, regression\n")
        .contains("\n  data.features: found 'x'; allowed: a section");
  }

  @Test
  void aFileWithoutAUsableNameIsCheckedHere() {
    Run run = Run.of(home, "apply", write(home.resolve("p.yaml"), "problem: My Room\n"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("problem: found 'My Room'")
        .contains("define.task: found nothing");
    assertThat(Run.of(home, "apply", write(home.resolve("p.yaml"), "- a\n")).err())
        .contains("p.yaml:1: it holds no keys and values");
    assertThat(Run.of(home, "apply", write(home.resolve("p.yaml"), "a: 1\na: 2\n")).err())
        .contains("p.yaml:2: it is no YAML");
    assertThat(Run.of(home, "apply", write(home.resolve("p.yaml"), "# nothing\n")).err())
        .contains("p.yaml:1: it is empty");
    assertThat(Run.of(home, "apply", home.resolve("none.yaml")).exitCode()).isEqualTo(2);
  }

  @Test
  void predictsFromPairs() {
    stack.on(
        "POST /v1/problems/room/predict",
        200,
        """
        {"problem": "room", "modelVersion": 2, "predictions": [
          {"predictionId": "http-1", "label": "1", "probabilities": {"0": 0.03, "1": 0.97}}]}
        """);

    Run run = Run.of(home, "predict", "room", "CO2=700", "window=open", "heating=true");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "1",
            "  probabilities  1: 97.0 %, 0: 3.0 %",
            "  model version  2",
            "  prediction     http-1");
    FakeStack.Seen request = stack.seen("/predict").getFirst();
    assertThat(request.token()).isEqualTo("t-application");
    assertThat(request.body())
        .isEqualTo("{\"rows\":[{\"CO2\":700.0,\"window\":\"open\",\"heating\":true}]}");
  }

  @Test
  void forecastsFromTheLatestRowsOfATable() throws Exception {
    stack
        .on(
            "GET /v1/problems/load",
            200,
            """
            {"definition": {"problem": "load",
              "define": {"task": "forecasting", "target": "kw", "horizon": 2},
              "data": {"time": "at", "key": "house"}}}
            """)
        .on(
            "POST /v1/problems/load/predict",
            200,
            """
            {"problem": "load", "modelVersion": 2, "predictions": [
              {"predictionId": "http-1", "key": "7", "forecast": {"from": "2026-02-02T14:00:00Z",
                "stepMillis": 3600000, "values": [10.75, 9.5], "low": [9, 7], "high": [12, 12]}},
              {"predictionId": "http-2", "key": "8", "forecast": {"from": "2026-02-02T14:00:00Z",
                "stepMillis": 3600000, "values": [3, 4]}},
              {"key": "9", "error":
                {"field": "kw", "found": "1", "expected": "its latest 4 values"}}]}
            """);
    Path file = home.resolve("load.csv");
    Files.writeString(file, "at,house,kw,other\n10:00,7,1,x\n11:00,7,2.5,x\n12:00,7,4,x\n");

    Run run = Run.of(home, "predict", "load", file, "--latest", 2);

    assertThat(stack.seen("/predict").getFirst().body())
        .isEqualTo(
            "{\"rows\":[{\"at\":\"11:00\",\"house\":\"7\",\"kw\":2.5},"
                + "{\"at\":\"12:00\",\"house\":\"7\",\"kw\":4.0}]}");
    assertThat(run.out().lines())
        .containsExactly(
            "model version 2",
            "",
            "7",
            "TIME                   VALUE    LOW    HIGH",
            "2026-02-02T14:00:00Z  10.750  9.000  12.000",
            "2026-02-02T15:00:00Z   9.500  7.000  12.000",
            "",
            "8",
            "TIME                  VALUE",
            "2026-02-02T14:00:00Z  3.000",
            "2026-02-02T15:00:00Z  4.000",
            "",
            "9",
            "refused: kw: found 1; expected its latest 4 values");
    Files.writeString(file, "at,house,kw\n\"10:00,7,1\n");
    assertThat(Run.of(home, "predict", "load", file).err())
        .contains("load.csv cannot be read from line 2 on");
  }

  @Test
  void predictsManyRowsAndSaysWhichIsRefused() {
    stack.on(
        "POST /v1/problems/bikes/predict",
        200,
        """
        {"modelVersion": 1, "predictions": [{"predictionId": "http-1", "value": 12.5},
          {"error": {"field": "hr", "found": "nothing", "expected": "a finite number"}}]}
        """);
    Path file = write(home.resolve("rows.json"), "{\"hr\": 1}\n{}");

    Run run = Run.of(home, "predict", "bikes", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("12.500")
        .contains("refused: hr: found nothing; expected a finite number");
    assertThat(stack.seen("/predict").getFirst().body()).isEqualTo("{\"rows\":[{\"hr\":1},{}]}");
  }

  @Test
  void saysHowToGiveRows() {
    assertThat(Run.of(home, "predict", "room", "nonsense").err())
        .contains("found 'nonsense', which is no file; allowed: NAME=VALUE");
    assertThat(Run.of(home, "predict", "room", "{\"a\"").exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatNoModelServesYet() {
    stack.on(
        "POST /v1/problems/room/predict", 409, "{\"title\": \"x\", \"detail\": \"no model yet\"}");

    Run run = Run.of(home, "predict", "room", "{\"CO2\": 1}");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToIgnoringNewLines("millrace: no model yet");
  }

  @Test
  void showsModels() {
    stack
        .on(
            "GET /v1/problems/room/models",
            200,
            """
            [{"version": 2, "algorithm": "gradient-boosting", "metric": "f1",
              "metrics": {"f1": 0.9781}, "naive": {"f1": 0}, "rows": 16000, "path": "p",
              "cause": {"kind": "DRIFT", "detail": "Humidity drifted"},
              "registeredAt": "2026-02-02T14:19:42.125Z"},
             {"version": 1, "algorithm": "neural-network", "metric": "f1",
              "metrics": {"f1": 0.95}, "rows": 6514, "path": "p",
              "cause": {"kind": "FIRST_DATA", "detail": ""},
              "registeredAt": "2026-02-01T00:00:00Z"}]
            """)
        .on("GET /v1/problems/room/model", 200, "{\"version\": 2}");

    Run run = Run.of(home, "models", "room");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "VERSION          ALGORITHM          METRIC  VALUE  NAIVE    ROWS  AT                    "
                + "BECAUSE",
            "      2  serves  gradient-boosting  f1      0.978  0.000  16,000  2026-02-02T14:19:42Z "
                + " Humidity drifted",
            "      1          neural-network     f1      0.950      -   6,514  2026-02-01T00:00:00Z "
                + " FIRST_DATA");
    assertThat(stack.seen("/models").getFirst().token()).isEqualTo("t-reader");
  }

  @Test
  void showsTrainingsAndWhatCameOfThem() {
    stack.on(
        "GET /v1/problems/room/runs",
        200,
        """
        [{"run": "r-2", "state": "rejected", "reason": "f1 of 0.8 misses the bar: at least 0.9",
          "cause": {"kind": "DRIFT", "detail": "%s"}, "startedAt": "2026-02-02T14:19:42.125Z"},
         {"run": "r-0", "state": "rejected", "waitsForData": true, "reason": "too few labels",
          "cause": {"kind": "FIRST_DATA", "detail": ""}, "startedAt": "2026-01-31T00:00:00Z"},
         {"run": "r-1", "state": "registered", "version": 1, "trials": 60,
          "cause": {"kind": "FIRST_DATA", "detail": ""}, "startedAt": "2026-02-01T00:00:00Z",
          "endedAt": "2026-02-01T00:02:05.5Z"}]
        """
            .formatted("long ".repeat(30)));

    assertThat(Run.of(home, "runs", "room").out())
        .contains("…  rejected: f1 of 0.8 misses the bar: at least 0.9")
        .contains("waits for data: too few labels")
        .contains("registered, version 1")
        .containsPattern("2026-02-01T00:00:00Z +2 min 05 s +60 ")
        .doesNotContain("CANDIDATE");
  }

  @Test
  void comparesForecastersWithTheSeasonBefore() {
    stack.on(
        "GET /v1/problems/load/runs",
        200,
        """
        [{"run": "r-2", "state": "registered", "version": 2, "metric": "mase", "trials": 1,
          "cause": {"kind": "REQUEST", "detail": ""}, "startedAt": "2026-02-02T14:19:42.125Z",
          "candidates": [{"name": "linear", "metrics": {"mase": 0.67}, "chosen": true}],
          "naive": {"mase": 0.8}, "naiveAnswer": "the season before"}]
        """);

    assertThat(Run.of(home, "runs", "load").out().lines())
        .contains("linear             0.670  chosen", "the season before  0.800");
  }

  @Test
  void showsWhoCompetedInTheNewestTraining() {
    stack.on(
        "GET /v1/problems/room/runs",
        200,
        """
        [{"run": "r-2", "state": "registered", "version": 2, "metric": "f1", "trials": 60,
          "cause": {"kind": "REQUEST", "detail": ""}, "startedAt": "2026-02-02T14:19:42.125Z",
          "candidates": [
            {"name": "linear on all rows", "metrics": {"f1": 0.97}, "chosen": true},
            {"name": "neural-network on all rows", "metrics": {"f1": 0.96}, "chosen": false}],
          "champion": {"version": 1, "algorithm": "linear", "metrics": {"f1": 0.9}},
          "naive": {"f1": 0}, "warnings": ["CO2 is a leak"]}]
        """);

    assertThat(Run.of(home, "runs", "room").out().lines().skip(2))
        .containsExactly(
            "",
            "CANDIDATE                      F1",
            "linear on all rows          0.970  chosen",
            "neural-network on all rows  0.960",
            "linear, version 1           0.900  served",
            "the same answer each time   0.000",
            "! CO2 is a leak");
  }

  @Test
  void showsDrift() {
    stack.on(
        "GET /v1/problems/room/drift",
        200,
        """
        {"problem": "room", "modelVersion": 1, "window": {"size": 1440, "filled": 12},
         "windows": [{"modelVersion": 1, "from": "2026-02-02T14:19:00Z",
           "to": "2026-02-03T14:18:00Z", "predictions": 1440, "drifted": true, "features": [
             {"feature": "Humidity", "test": "psi", "statistic": 3.7, "threshold": 0.1, "drifted": true},
             {"feature": "Humidity", "test": "ks", "statistic": 0.6, "threshold": 0.1, "drifted": true},
             {"feature": "Light", "test": "psi", "statistic": 0, "threshold": 0.1, "drifted": false}],
           "attribution": {"ndcg": 0.69, "drifted": true, "features": [
             {"feature": "Light", "share": 0.02, "baseline": 0.8, "allowed": 0.11, "changed": true}]}}],
         "detections": [{"summary": "Humidity drifted", "detectedAt": "2026-02-03T14:19:00Z",
           "evidence": [{"feature": "Humidity", "test": "psi", "statistic": 3.71, "threshold": 0.1}]}]}
        """);

    Run run = Run.of(home, "drift", "room");

    assertThat(run.out())
        .contains("model version 1; 12 of 1,440 predictions in the open window")
        .contains("1,440  Humidity, attribution\n")
        .contains("2026-02-03T14:19:00Z  Humidity drifted")
        .contains("(NDCG 0.690")
        .containsPattern("Light +2 % +80 % +yes")
        .contains("  Humidity  psi       3.710      0.100");
    assertThat(Run.of(home, "drift", "room", "--json").out()).startsWith("{");
  }

  @Test
  void savesTheReportOnAWindow() throws Exception {
    stack.on("GET /v1/problems/room/drift/report", 200, "<!doctype html>\u00e9");
    Path file = home.resolve("drift.html");

    Run run = Run.of(home, "drift", "room", "--report", file, "--window", 12, "--model-version", 3);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the drift report is in " + file);
    assertThat(file).hasContent("<!doctype html>\u00e9");
    assertThat(stack.seen("/drift/report").getLast().query())
        .isEqualTo("window=12&model-version=3");
    assertThat(stack.seen("/drift/report").getLast().token()).isEqualTo("t-reader");
    assertThat(Run.of(home, "drift", "room", "--report", home.resolve("no/page")).err())
        .contains("cannot write");
    assertThat(Run.of(home, "drift", "room", "--window", "2").exitCode()).isEqualTo(2);
  }

  @Test
  void savesTheReportBesideTheProblemsNameAndSaysWhatIsNotKept() throws Exception {
    stack
        .on("GET /v1/problems/room/drift/report", 200, "<!doctype html>")
        .on(
            "GET /v1/problems/hall/drift/report",
            404,
            "{\"title\": \"Unknown window\", \"detail\": \"No window 9 of version 1 is kept.\"}");
    Path usual = Path.of("room-drift.html");
    try {
      assertThat(Run.of(home, "drift", "room", "--report").err())
          .contains("the drift report is in room-drift.html");
      assertThat(usual).hasContent("<!doctype html>");
    } finally {
      Files.deleteIfExists(usual);
    }
    Run unkept = Run.of(home, "drift", "hall", "--report", "--window", 9);
    assertThat(unkept.exitCode()).isNotZero();
    assertThat(unkept.err()).contains("No window 9 of version 1 is kept.");
    assertThat(Path.of("hall-drift.html")).doesNotExist();
  }

  @Test
  void showsAlertsAndWhatIsNotOver() {
    String alerts =
        """
        [{"problem": "room", "severity": "WARNING", "kind": "drift", "text": "Humidity moved.",
          "raisedAt": "2026-02-03T14:19:01.5Z",
          "incident": {"id": "i", "state": "OPENED", "severity": "WARNING", "modelVersion": 2,
                       "since": "2026-02-03T14:19:01Z"}},
         {"problem": "hall", "severity": "INFO", "kind": "data-suspect", "text": "CO2 stands still.",
          "raisedAt": "2026-02-03T14:18:01Z"}]
        """;
    stack.on("GET /v1/alerts", 200, alerts);

    assertThat(Run.of(home, "alerts").out().lines())
        .containsExactly(
            "2026-02-03T14:19:01Z  WARNING  room  drift  opened",
            "  Humidity moved.",
            "2026-02-03T14:18:01Z  INFO  hall  data-suspect",
            "  CO2 stands still.");
    assertThat(Run.of(home, "alerts", "--limit", "1").out()).contains("1 earlier ones: --limit");
    assertThat(Run.of(home, "alerts", "room", "--open").exitCode()).isZero();
    assertThat(stack.seen("/alerts").getLast().query()).isEqualTo("problem=room&state=open");
    assertThat(Run.of(home, "alerts", "--limit", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void showsDriftInWindowsOfEventTime() {
    stack.on(
        "GET /v1/problems/room/drift",
        200,
        """
        {"problem": "room", "modelVersion": 1, "window": {"filled": 1234, "length": "PT1H",
           "lateness": "PT5M", "open": [{"from": "2026-02-02T14:00:00Z",
           "to": "2026-02-02T15:00:00Z", "predictions": 1234}]},
         "windows": [{"modelVersion": 1, "from": "2026-02-02T13:19:00Z",
           "to": "2026-02-02T13:58:00Z", "predictions": 7, "drifted": false, "features": [],
           "leftOut": "7 predictions; a verdict takes 20"}],
         "detections": []}
        """);

    assertThat(Run.of(home, "drift", "room").out())
        .contains("model version 1; 1,234 predictions in open windows (1) of 1h")
        .contains("7  not compared: 7 predictions; a verdict takes 20");
  }

  @Test
  void showsPerformance() {
    stack.on(
        "GET /v1/problems/room/performance",
        200,
        """
        {"problem": "room", "metric": "f1", "window": 1000,
         "current": {"value": 0.91, "labelled": 800, "modelVersion": 2},
         "byVersion": {"1": {"value": 0.7, "labelled": 500}, "2": {"value": 0.91, "labelled": 800}},
         "history": []}
        """);

    assertThat(Run.of(home, "performance", "room").out())
        .contains("f1 of model version 2: 0.910, over its latest 800 labelled predictions")
        .contains("      1  0.700       500");
  }

  @Test
  void showsWhatIsExpectedBeforeLabelsCome() {
    stack.on(
        "GET /v1/problems/late/performance",
        200,
        """
        {"problem": "late", "metric": "f1", "window": 1000,
         "current": {"value": null, "labelled": 0, "modelVersion": 2}, "byVersion": {},
         "estimated": [{"modelVersion": 2, "value": 0.91, "predictions": 1000,
           "from": "2026-02-02T00:00:00Z", "to": "2026-02-02T16:00:00Z"}],
         "labels": {"coverage": 0.25, "predictions": 4000, "medianAgeSeconds": 90.2,
           "p95AgeSeconds": 93000.0}, "history": []}""");

    assertThat(Run.of(home, "performance", "late").out())
        .contains("no prediction has met its ground truth yet")
        .contains(
            "estimated f1 of model version 2: 0.910, over 1,000 predictions up to"
                + " 2026-02-02T16:00:00Z, whether labelled or not")
        .contains(
            "labels: half come within 90 s, 95% within 26 h; of 4,000 predictions that are older 25");
  }

  @Test
  void showsHowGoodForecastsAreAlongTheirHorizon() {
    stack.on(
        "GET /v1/problems/load/performance",
        200,
        """
        {"problem": "load", "metric": "mae", "window": 1000,
         "current": {"value": 0.4, "labelled": 800, "modelVersion": 2},
         "byVersion": {"2": {"value": 0.4, "labelled": 800, "steps": [
           {"step": 1, "forecasts": 800, "mae": 0.4, "within": 0.91},
           {"step": 96, "forecasts": 705, "mae": 1.75}]}},
         "history": []}
        """);

    assertThat(Run.of(home, "performance", "load").out().lines())
        .endsWith(
            "STEP    MAE  WITHIN INTERVAL  FORECASTS",
            "   1  0.400           91.0 %        800",
            "  96  1.750                -        705");
  }

  @Test
  void asksForATraining() {
    stack.on("POST /v1/problems/room/runs", 202, "{\"run\": \"r-1\"}");

    assertThat(Run.of(home, "train", "room").out()).contains("run r-1 has started");
    assertThat(stack.seen("/runs").getFirst().token()).isEqualTo("t-data-scientist");
  }

  @Test
  void followsATrainingToItsEnd() {
    AtomicInteger looks = new AtomicInteger();
    stack
        .on("POST /v1/problems/room/runs", 202, "{\"run\": \"r-2\"}")
        .on(
            "GET /v1/problems/room/runs",
            _ ->
                FakeStack.Reply.of(
                    200,
                    looks.incrementAndGet() < 3
                        ? """
                        [{"run": "r-2", "state": "running", "progress": {"percent": 43, "doing": "x"},
                          "bestTrial": {"trial": 2, "algorithm": "linear", "history": "all rows",
                            "step": 3, "metric": 0.9124}}]
                        """
                        : """
                        [{"run": "r-2", "state": "registered", "version": 3, "usage": {
                           "used": {"cores": 4, "memory": 2147483648, "device": "cpu",
                             "seconds": 20.0, "cpuSeconds": 18.0, "peakMemory": 2040109466},
                           "advice": ["used 0.9 of 4 cores: ask for 1"]}}]
                        """));

    Run run = Run.of(home, "train", "room", "--follow");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "run r-2 has started",
            "running, 43 %, best so far linear on all rows 0.912 (trial 2)",
            "registered, version 3",
            "took 20.0 s, 0.9 of 4 cores and at most 1.9 GB of 2.0 GB",
            "used 0.9 of 4 cores: ask for 1");
  }

  @Test
  void cancelsTheTrainingThatIsOnOrOneByItsName() {
    stack
        .on(
            "GET /v1/problems/room/runs",
            200,
            "[{\"run\": \"r-2\", \"state\": \"running\"}, {\"run\": \"r-1\", \"state\": \"rejected\"}]")
        .on("POST /v1/problems/room/runs/r-2/cancel", 200, "{\"run\": \"r-2\"}")
        .on("POST /v1/problems/room/runs/r-1/cancel", 409, "{\"detail\": \"Run r-1 has ended\"}");

    assertThat(Run.of(home, "cancel", "room").out()).contains("run r-2 is cancelled");
    assertThat(stack.seen("/cancel").getFirst().token()).isEqualTo("t-data-scientist");
    Run late = Run.of(home, "cancel", "room", "r-1");
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.err()).contains("Run r-1 has ended");
    assertThat(Run.of(home, "cancel", "room", "../models").exitCode()).isEqualTo(2);
    stack.on("GET /v1/problems/room/runs", 200, "[{\"run\": \"r-1\", \"state\": \"cancelled\"}]");
    assertThat(Run.of(home, "cancel", "room").err()).contains("no training of room is on");
  }

  @Test
  void showsWhereEverythingStands() {
    stack
        .on("GET /actuator/health/liveness", 200, "{\"status\": \"UP\"}")
        .on("GET /v1/problems", 200, "[{\"problem\": \"room\", \"version\": 3}]")
        .on("GET /v1/problems/room/data", 200, "{\"rows\": 20560, \"labels\": 20000}")
        .on("GET /v1/problems/room/model", 200, "{\"version\": 2, \"scored\": 12000}")
        .on("GET /v1/problems/room/drift", 200, "{\"detections\": [{}]}")
        .on("GET /v1/problems/room/runs", 200, "[{\"run\": \"r\", \"state\": \"registered\"}]");

    Run run = Run.of(home, "status");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().filter(line -> line.endsWith("  up"))).hasSize(4);
    assertThat(run.out()).containsPattern("room +20,560 +20,000 +v2 +12,000 +1 +registered");
  }

  @Test
  void saysWhichServiceDoesNotAnswer() {
    stack.close();

    Run run = Run.of(home, "status");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("does not answer");
  }

  @Test
  void aStackThatIsDownIsSaidPlainly(@TempDir Path elsewhere) {
    assertThat(Run.of(elsewhere, "models", "room").err())
        .contains("no stack is up on " + elsewhere)
        .contains("millrace up")
        .contains("MILLRACE_TRAINING_URL");
    stack.close();
    assertThat(Run.of(home, "models", "room").err())
        .contains("cannot reach training at http://127.0.0.1:");
  }

  @Test
  void aRefusedTokenIsSaidPlainly() {
    stack.on("GET /v1/problems/room/models", 401, "");
    assertThat(Run.of(home, "models", "room").err())
        .contains("training does not know the token of role reader");
    stack.on("GET /v1/problems/room/models", 403, "");
    assertThat(Run.of(home, "models", "room").err())
        .contains("the token of role reader may not do this (GET /v1/problems/room/models)");
  }

  @Test
  void aWrongCommandLineIsAnsweredShortly() {
    assertThat(Run.of(home, "models", "No Name").exitCode()).isEqualTo(2);
    assertThat(Run.of(home, "models", "No Name").err()).contains("is no problem name");
    assertThat(Run.of(home, "modles", "room").err()).contains("see: millrace --help");
    assertThat(Run.of(home, "replay", "room").err()).contains("FILE");
    assertThat(Run.of(home, "replay", "room", "x", "--rate", 0).err())
        .contains("a rate of 1 or more");
  }

  @Test
  void neverShowsAStackTrace() {
    stack.on("GET /v1/problems/room/models", 500, "<html>");

    Run run = Run.of(home, "models", "room");

    assertThat(run.err()).isEqualToIgnoringNewLines("millrace: training answered 500");
  }
}
