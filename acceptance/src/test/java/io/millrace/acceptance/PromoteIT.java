package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two stacks that share nothing, each with a broker and a store of its own: a model that was
 * trained in one answers the same in the other, once somebody there approves it.
 */
@Tag("long")
class PromoteIT {

  private static final String PROBLEM =
      """
      problem: hall
      define: {task: classification, target: taken, success: {metric: accuracy, at-least: 0.7}}
      data: {features: {humidity: number, light: number}}
      train: {first-after: %s, algorithms: [gradient-boosting]}
      monitor: {drift: off, concept: off, retrain: {on: []}}
      """;

  private static final String SHADOW =
      """
      deploy: {rollout: {shadow: 100%, promote-after: 200 predictions}, promotion: {gate: shadow}}
      """;

  private static final String ASKED =
      """
      [{"humidity": 80, "light": 0.9}, {"humidity": 20, "light": 0.9},
       {"humidity": 49.7, "light": 0.21}, {"humidity": 51.2, "light": 0.19}]""";

  private static RunningStack development;
  private static RunningStack production;
  private static Path work;

  @BeforeAll
  static void up() throws IOException {
    work = Files.createTempDirectory(Millrace.work(), "promote");
    development = RunningStack.start();
    production = RunningStack.start();
    for (String file : new String[] {"stack.json", "tokens.json"}) {
      Path context = Files.createDirectories(development.home().resolve("contexts/production"));
      Files.copy(production.home().resolve(file), context.resolve(file));
    }
  }

  @AfterAll
  static void down() throws InterruptedException {
    for (RunningStack stack : new RunningStack[] {development, production}) {
      if (stack != null) {
        stack.close();
      }
    }
  }

  @Test
  void aTrainedModelAnswersTheSameInAnotherEnvironmentOnceItHasPassed() throws Exception {
    ok("apply", file("hall.yaml", PROBLEM.formatted("600 rows")));
    ok("replay", "hall", rows(900, 5, true));
    eventually("it is trained").until(() -> answers(development) == 1);
    approvedByAPerson();

    ok("replay", "hall", rows(2_500, 6, false));
    eventually("all landed").until(() -> new Seen(development, "hall").rows() >= 3_400);
    ok("train", "hall", "--follow");
    eventually("the next is trained").until(() -> answers(development) == 2);
    judgedAsAShadow();
  }

  private static void approvedByAPerson() throws Exception {
    Millrace.Result early = promote(1);
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.output()).contains("production: There is no problem hall");
    ok("--context", "production", "apply", file("patient.yaml", PROBLEM.formatted("9000 rows")));
    eventually("it is known there")
        .until(
            () -> production.get("training", "/v1/problems/hall/models", "reader").status() == 200);

    assertThat(promote(1, "--dry-run").output()).contains("would be version 1 there");
    Millrace.Result taken = promote(1);
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(taken.output())
        .contains("version 1 of hall in local is version 1 of production: the same bytes")
        .contains("there it waits for a person");
    assertThat(asked(production).path("status").asInt()).isEqualTo(409);
    assertThat(digest(production)).isEqualTo(digest(development));

    Millrace.Result approved = promote(1, "--approve", "--reason", "release 1");
    assertThat(approved.exitCode()).as(approved.output()).isZero();
    assertThat(approved.output())
        .contains("is version 1 of production already")
        .contains("version 1 of hall answers in production from here on");
    eventually("it answers").until(() -> answers(production) == 1);
    assertThat(probabilities(asked(production))).isEqualTo(probabilities(asked(development)));
    assertThat(ok("--context", "production", "models", "hall"))
        .contains("serves")
        .contains("1 of local, asked for by data-scientist");
    assertThat(decision().path("by").asString()).isEqualTo("operator");
    assertThat(decision().path("reason").asString()).isEqualTo("release 1");
  }

  private static void judgedAsAShadow() throws Exception {
    ok(
        "--context",
        "production",
        "apply",
        file("shadow.yaml", PROBLEM.formatted("9000 rows") + SHADOW));
    eventually("the gate is known there")
        .until(() -> promote(2, "--dry-run").output().contains("there it would run as a shadow"));

    assertThat(promote(2).output()).contains("there it runs as a shadow until it is judged");
    eventually("it is a shadow").until(() -> rollout().at("/challengers/0/version").asInt(0) == 2);
    assertThat(answers(production)).isEqualTo(1);
    for (int portion = 0; portion < 8 && decision().path("version").asInt(0) != 2; portion++) {
      ok("--context", "production", "replay", "hall", rows(300, 7 + portion, false));
    }

    eventually("it is promoted").until(() -> decision().path("version").asInt(0) == 2);
    assertThat(decision().path("what").asString()).isEqualTo("promoted");
    assertThat(decision().path("by").asString()).isEqualTo("monitoring-service");
    eventually("it answers").until(() -> answers(production) == 2);
    assertThat(probabilities(asked(production))).isEqualTo(probabilities(asked(development)));
  }

  private static JsonNode rollout() {
    return production.get("monitoring", "/v1/problems/hall/rollout", "reader").body();
  }

  private static JsonNode decision() {
    return rollout().at("/decisions/0");
  }

  private static Millrace.Result promote(int version, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("promote", "--to", "production", "hall", Integer.toString(version)));
    all.addAll(List.of(options));
    return development.millrace(all.toArray(String[]::new));
  }

  private static String digest(RunningStack stack) throws Exception {
    return io.millrace.scoring.model.Digest.of(
        Files.readAllBytes(stack.blobs().resolve("problems/hall/models/1/manifest.json")));
  }

  private static JsonNode asked(RunningStack stack) {
    return stack
        .post("inference", "/v1/problems/hall/predict", "application", "application/json", ASKED)
        .body();
  }

  private static int answers(RunningStack stack) {
    return asked(stack).path("modelVersion").asInt(0);
  }

  private static List<String> probabilities(JsonNode answer) {
    return answer.path("predictions").values().stream()
        .map(row -> row.path("label").asString("") + row.path("probabilities"))
        .toList();
  }

  /**
   * @param taken what a lit, humid hall is; otherwise the contrary is true of every row
   */
  private static String rows(int count, long seed, boolean taken) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("humidity,light,taken\n");
    for (int i = 0; i < count; i++) {
      double humidity = 100 * random.nextDouble();
      double light = random.nextDouble();
      csv.append(
          String.format(
              Locale.ROOT,
              "%.2f,%.3f,%d%n",
              humidity,
              light,
              (humidity > 50 == light > 0.2) == taken ? 1 : 0));
    }
    return file("rows-" + seed + ".csv", csv.toString());
  }

  private static String file(String name, String text) throws IOException {
    return Files.writeString(work.resolve(name), text).toString();
  }

  private static String ok(String... arguments) {
    Millrace.Result result = development.millrace(arguments);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  private static ConditionFactory eventually(String what) {
    return Awaitility.await(what).atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1));
  }
}
