package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.faults.account.CommittedMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rollouts that judge themselves, on a room's sensors: a model that learned from flipped labels is
 * worse on purpose, and one that learned from the true ones better.
 */
class RolloutIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FIRST = 1_000;
  private static final int SECOND = 4_000;
  private static final int PORTION = 500;

  private static RunningStack stack;
  private static List<String> rows;

  private int sent;

  @BeforeAll
  static void up() throws IOException {
    Path folder = Millrace.data("occupancy");
    assumeTrue(
        Files.isDirectory(folder),
        "skipped: the public data sets are not beside this checkout (../shared/data)");
    rows = shuffledRows(folder);
    stack = RunningStack.start();
  }

  @AfterAll
  static void down() throws InterruptedException {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void aChallengerThatLearnedFromFlippedLabelsIsRolledBackByItself() throws Exception {
    String problem = "room-worse";
    apply(problem, "{ canary: 50%, promote-after: 200 predictions }");
    replay(problem, FIRST, false);
    registered(problem, 1);
    replay(problem, SECOND, true);
    train(problem);
    registered(problem, 2);

    decided(problem);

    assertThat(models(problem))
        .containsExactly("model-registered 1", "model-registered 2", "model-rolled-back 2");
    JsonNode decision = rollout(problem).at("/decisions/0");
    assertThat(decision.at("/what").asString()).isEqualTo("rolled-back");
    assertThat(decision.at("/by").asString()).isEqualTo("monitoring-service");
    assertThat(decision.at("/evidence/challengerScore").asDouble())
        .isLessThan(decision.at("/evidence/championScore").asDouble());
    answers(problem, 1);
  }

  @Test
  void aBetterChallengerIsPromotedByItself() throws Exception {
    String problem = "room-better";
    apply(problem, "{ shadow: 100%, promote-after: 200 predictions }");
    replay(problem, FIRST, true);
    registered(problem, 1);
    replay(problem, SECOND, false);
    train(problem);
    registered(problem, 2);

    decided(problem);

    assertThat(models(problem))
        .containsExactly("model-registered 1", "model-registered 2", "model-promoted 2");
    JsonNode decision = rollout(problem).at("/decisions/0");
    assertThat(decision.at("/evidence/challengerScore").asDouble())
        .isGreaterThan(decision.at("/evidence/championScore").asDouble());
    answers(problem, 2);
  }

  /** True labels come in portions until a decision is made. */
  private void decided(String problem) throws IOException {
    eventually("the challenger is known")
        .until(() -> rollout(problem).at("/challengers/0/version").asInt() == 2);
    for (int portion = 0; portion < 12 && undecided(problem); portion++) {
      replay(problem, PORTION, false);
      Seen seen = new Seen(stack, problem);
      eventually("labels are counted").until(() -> seen.labelled() >= sent || !undecided(problem));
    }
    eventually("a decision").until(() -> !undecided(problem));
  }

  private static boolean undecided(String problem) {
    return rollout(problem).at("/decisions").isEmpty();
  }

  private static void answers(String problem, int version) {
    eventually("version %d answers".formatted(version))
        .until(
            () ->
                Stream.generate(() -> predict(problem))
                    .limit(20)
                    .allMatch(answered -> answered == version));
  }

  private static int predict(String problem) {
    return stack
        .post(
            "inference",
            "/v1/problems/" + problem + "/predict",
            "application",
            "application/json",
            "{\"Temperature\":21.5,\"Humidity\":31,\"Light\":430,\"CO2\":900}")
        .body()
        .path("modelVersion")
        .asInt();
  }

  /** What came on the topic, in its order: the type and the version that it is about. */
  private static List<String> models(String problem) {
    return Topic.read(stack.broker(), "millrace.models", problem).stream()
        .map(
            record -> {
              String type = String.valueOf(CommittedMessages.header(record, "ce_type"));
              JsonNode data = JSON.readTree(record.value());
              int version =
                  data.has("from") ? data.get("from").asInt() : data.get("version").asInt();
              return type.replaceAll("io\\.millrace\\.|\\.v1", "") + " " + version;
            })
        .toList();
  }

  private static JsonNode rollout(String problem) {
    return stack.get("monitoring", "/v1/problems/" + problem + "/rollout", "reader").body();
  }

  private static void registered(String problem, int version) {
    eventually("version %d is registered".formatted(version))
        .until(
            () ->
                stack.get("training", "/v1/problems/" + problem + "/models", "reader").body().size()
                    >= version);
  }

  /** All that was sent, and nothing by itself. */
  private void train(String problem) {
    Seen seen = new Seen(stack, problem);
    eventually("all landed").until(() -> seen.rows() >= sent && seen.labels() >= sent);
    assertThat(
            stack
                .post("training", "/v1/problems/" + problem + "/runs", "owner", "text/plain", "")
                .status())
        .isBetween(200, 299);
  }

  private static void apply(String problem, String rollout) throws IOException {
    Path file = Files.createTempFile(Millrace.work(), problem, ".yaml");
    Files.writeString(
        file,
        """
        problem: %s
        define: { task: classification, target: Occupancy, success: { metric: f1, at-least: 0.6 } }
        data: { features: { Temperature: number, Humidity: number, Light: number, CO2: number } }
        prepare: { holdout: { latest: 300 rows } }
        train: { algorithms: [gradient-boosting], first-after: %d rows }
        deploy: { rollout: %s }
        monitor: { retrain: { on: [] } }
        """
            .formatted(problem, FIRST, rollout));
    Millrace.Result applied = stack.millrace("apply", file.toString());
    assertThat(applied.exitCode()).as(applied.output()).isZero();
  }

  private void replay(String problem, int count, boolean flipped) throws IOException {
    List<String> lines = new ArrayList<>(List.of("Temperature,Humidity,Light,CO2,Occupancy"));
    rows.subList(sent, sent + count).forEach(row -> lines.add(flipped ? flipped(row) : row));
    sent += count;
    Path file = Files.createTempFile(Millrace.work(), problem, ".csv");
    Files.write(file, lines);
    Millrace.Result replay = stack.millrace("replay", problem, file.toString());
    assertThat(replay.exitCode()).as(replay.output()).isZero();
  }

  private static String flipped(String row) {
    String values = row.substring(0, row.length() - 1);
    return values + (row.endsWith("1") ? "0" : "1");
  }

  /** Without time and humidity ratio: they have no order that a model could learn. */
  private static List<String> shuffledRows(Path folder) throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : List.of("datatraining.txt", "datatest.txt", "datatest2.txt")) {
      Files.readAllLines(folder.resolve(name)).stream()
          .skip(1)
          .map(line -> line.replace("\"", "").split(","))
          .map(v -> String.join(",", v[2], v[3], v[4], v[5], v[7]))
          .forEach(all::add);
    }
    Collections.shuffle(all, new Random(5));
    return List.copyOf(all);
  }

  private static ConditionFactory eventually(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions();
  }
}
