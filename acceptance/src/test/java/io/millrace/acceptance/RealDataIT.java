package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.faults.account.CommittedMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The same four services on real sensors, as the README's commands drive them. */
class RealDataIT {

  private static final String ROOM =
      "{\"Temperature\":21.5,\"Humidity\":31,\"Light\":430,\"CO2\":900}";

  private static RunningStack stack;

  @BeforeAll
  static void up() throws IOException {
    assumeTrue(
        Files.isDirectory(Millrace.data("occupancy")),
        "skipped: the public data sets are not beside this checkout (../shared/data)");
    stack = RunningStack.start();
  }

  @AfterAll
  static void down() throws InterruptedException {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void aRoomsSensorsTurnTheLoop() throws Exception {
    apply("room-occupancy.yaml");

    Millrace.Result replay =
        stack.millrace(
            "replay",
            "room-occupancy",
            Millrace.data("occupancy/datatraining.txt").toString(),
            Millrace.data("occupancy/datatest.txt").toString(),
            Millrace.data("occupancy/datatest2.txt").toString());

    assertThat(replay.exitCode()).as(replay.output()).isZero();
    assertThat(replay.output()).contains("20,560");
    eventually("all landed").until(() -> seen("room-occupancy").rows() >= 20_560);
    eventually("all predicted").until(() -> predictions("room-occupancy") >= 20_560);
    assertEachOnce("room-occupancy", 20_560);
    eventually("drift seen").until(() -> !detections("room-occupancy").isEmpty());
    // The room changes and its model does not suffer: a newer one need not be any better.
    eventually("a run that answers the drift").until(() -> answersToDrift("room-occupancy") >= 1);
    assertThat(firstModel("room-occupancy").get("metrics").get("f1").asDouble())
        .isGreaterThanOrEqualTo(0.95);
    eventually("Humidity or CO2 named after the change")
        .until(
            () -> detections("room-occupancy").valueStream().anyMatch(RealDataIT::namesTheChange));
    int newest = versions("room-occupancy");
    eventually("the newest version answers")
        .until(() -> predict("room-occupancy", ROOM).get("modelVersion").asInt() >= newest);
    eventually("what was asked is shown, of the stream and of callers")
        .untilAsserted(
            () -> {
              assertThat(asked("stream", "requests")).isGreaterThanOrEqualTo(20_560);
              assertThat(asked("http", "micros/p99")).isPositive();
            });
    eventually("what the rules and the dashboard show is exposed")
        .untilAsserted(() -> assertThat(exposed()).contains(Observed.usual()));
  }

  /** A figure of its traffic, of all versions. */
  private static long asked(String channel, String figure) {
    return stack
        .get("monitoring", "/v1/problems/room-occupancy/traffic?minutes=1440", "reader")
        .body()
        .path("byVersion")
        .valueStream()
        .filter(each -> each.path("channel").asString().equals(channel))
        .mapToLong(each -> each.at("/figures/" + figure).asLong())
        .sum();
  }

  private static String exposed() {
    return Stream.of("ingestion", "training", "inference", "monitoring")
        .map(service -> stack.text(service, "/actuator/prometheus", "operator"))
        .collect(Collectors.joining());
  }

  @Test
  void anElectricityMarketWithLateLabelsTurnsTheLoop() throws Exception {
    apply("electricity.yaml");

    Millrace.Result replay =
        stack.millrace(
            "replay",
            "electricity",
            Millrace.data("elec2/elec.csv").toString(),
            "--labels-after",
            "48");

    assertThat(replay.exitCode()).as(replay.output()).isZero();
    eventually("all landed").until(() -> seen("electricity").rows() >= 45_312);
    eventually("all predicted").until(() -> predictions("electricity") >= 45_312);
    assertEachOnce("electricity", 45_312);
    eventually("drift seen").until(() -> !detections("electricity").isEmpty());
    // Two years within a minute: whether a challenger tells itself from what serves is the gate's.
    eventually("a run that answers the drift").until(() -> answersToDrift("electricity") >= 1);
    eventually("labels joined")
        .until(
            () ->
                stack
                        .get("monitoring", "/v1/problems/electricity/performance", "reader")
                        .body()
                        .path("current")
                        .path("labelled")
                        .asLong()
                    > 0);
    String halfHour =
        """
        {"period": 0.5, "nswprice": 0.06, "nswdemand": 0.4, "vicprice": 0.004, "vicdemand": 0.4,
         "transfer": 0.4}
        """;
    int newest = versions("electricity");
    eventually("the newest version answers")
        .until(() -> predict("electricity", halfHour).get("modelVersion").asInt() >= newest);
    assertThat(predict("electricity", halfHour).get("predictions").get(0).has("error")).isFalse();
  }

  @Test
  void bikeHireIsPredictedAsANumber() throws Exception {
    apply("bike-hire.yaml");

    Millrace.Result replay =
        stack.millrace("replay", "bike-hire", Millrace.data("bike_sharing/hour.csv").toString());

    assertThat(replay.exitCode()).as(replay.output()).isZero();
    eventually("all landed").until(() -> seen("bike-hire").rows() >= 17_379);
    eventually("all predicted").until(() -> predictions("bike-hire") >= 17_379);
    assertEachOnce("bike-hire", 17_379);
    eventually("drift seen").until(() -> !detections("bike-hire").isEmpty());
    eventually("a later version").until(() -> versions("bike-hire") >= 2);
    aLaterVersionAnswers(
        "bike-hire",
        """
        {"dteday": "01/06/12", "hr": 8, "season": "2", "weekday": "5", "holiday": false,
         "workingday": true, "weathersit": 1, "temp": 0.6, "atemp": 0.6, "hum": 0.5,
         "windspeed": 0.1}
        """);
  }

  @Test
  void aStreamThatDoesNotDriftRaisesNoAlarm() throws Exception {
    Path problem = Files.createTempFile(Millrace.work(), "shuffled", ".yaml");
    Files.writeString(
        problem,
        Files.readString(example("electricity.yaml"))
            .replaceFirst("(?m)^problem: .*$", "problem: electricity-shuffled"));
    Path rows = shuffled(Millrace.data("elec2/elec.csv"));
    assertThat(stack.millrace("apply", problem.toString()).exitCode()).isZero();

    Millrace.Result replay =
        stack.millrace("replay", "electricity-shuffled", rows.toString(), "--labels-after", "48");

    assertThat(replay.exitCode()).as(replay.output()).isZero();
    eventually("all predicted").until(() -> predictions("electricity-shuffled") >= 45_312);
    eventually("all windows compared")
        .until(
            () ->
                drift("electricity-shuffled").path("windows").size() >= 10
                    && seen("electricity-shuffled").labelled() > 44_000);
    assertThat(detections("electricity-shuffled")).isEmpty();
    assertThat(Topic.read(stack.broker(), "millrace.drift-detected", "electricity-shuffled"))
        .isEmpty();
  }

  /** The first file, of 4 to 10 February, is what the first model learned from. */
  private static boolean namesTheChange(JsonNode detection) {
    Instant to = Instant.parse(detection.get("window").get("to").asString());
    return to.isAfter(Instant.parse("2015-02-11T00:00:00Z"))
        && detection
            .get("evidence")
            .valueStream()
            .map(evidence -> evidence.get("feature").asString())
            .anyMatch(feature -> feature.equals("Humidity") || feature.equals("CO2"));
  }

  private static ConditionFactory eventually(String what) {
    return Awaitility.await(what).atMost(Duration.ofMinutes(6)).pollInterval(Duration.ofSeconds(1));
  }

  private static void aLaterVersionAnswers(String problem, String row) {
    eventually("a later version answers")
        .until(() -> predict(problem, row).get("modelVersion").asInt() >= 2);
    assertThat(predict(problem, row).get("predictions").get(0).has("error")).isFalse();
  }

  private static void apply(String example) {
    Millrace.Result applied = stack.millrace("apply", example(example).toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
  }

  private static Path example(String name) {
    return Millrace.root().resolve("examples").resolve(name);
  }

  private static Path shuffled(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(7));
    Path copy = Files.createTempFile(Millrace.work(), "shuffled", ".csv");
    Files.write(copy, List.of(lines.getFirst()));
    Files.write(copy, rows, java.nio.file.StandardOpenOption.APPEND);
    return copy;
  }

  private static void assertEachOnce(String problem, int events) throws SQLException {
    assertThat(seen(problem).landed()).as("landed").hasSize(events).doesNotHaveDuplicates();
    assertThat(Topic.read(stack.broker(), "millrace.predictions", problem))
        .as("predictions")
        .extracting(record -> CommittedMessages.header(record, "ce_id"))
        .hasSize(events)
        .doesNotHaveDuplicates();
  }

  private static Seen seen(String problem) {
    return new Seen(stack, problem);
  }

  private static long predictions(String problem) {
    return stack
        .get("inference", "/v1/problems/" + problem + "/model", "reader")
        .body()
        .path("scored")
        .asLong();
  }

  private static JsonNode drift(String problem) {
    return stack.get("monitoring", "/v1/problems/" + problem + "/drift", "reader").body();
  }

  private static JsonNode detections(String problem) {
    return drift(problem).path("detections");
  }

  private static int versions(String problem) {
    return stack.get("training", "/v1/problems/" + problem + "/models", "reader").body().size();
  }

  /** Runs because of a drift that have judged a challenger. */
  private static long answersToDrift(String problem) {
    return stack
        .get("training", "/v1/problems/" + problem + "/runs", "reader")
        .body()
        .valueStream()
        .filter(run -> run.path("cause").path("kind").asString().equals("DRIFT"))
        .filter(run -> run.has("endedAt") && !run.path("candidates").isEmpty())
        .count();
  }

  private static JsonNode firstModel(String problem) {
    JsonNode models = stack.get("training", "/v1/problems/" + problem + "/models", "reader").body();
    return models.get(models.size() - 1);
  }

  private static JsonNode predict(String problem, String row) {
    return stack
        .post(
            "inference",
            "/v1/problems/" + problem + "/predict",
            "application",
            "application/json",
            row)
        .body();
  }
}
