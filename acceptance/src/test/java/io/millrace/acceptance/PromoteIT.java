package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  private static final int ROWS = 900;
  private static final String PROBLEM =
      """
      problem: hall
      define: {task: classification, target: taken, success: {metric: accuracy, at-least: 0.7}}
      data: {features: {humidity: number, light: number}}
      train: {first-after: %s, algorithms: [gradient-boosting]}
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
  void aTrainedModelAnswersTheSameInAnotherEnvironment() throws Exception {
    String file =
        Files.writeString(work.resolve("hall.yaml"), PROBLEM.formatted("600 rows")).toString();
    ok("apply", file);
    ok("replay", "hall", rows().toString());
    eventually("it is trained").until(() -> answers(development) == 1);
    JsonNode expected = asked(development);

    Millrace.Result early = promote();
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.output()).contains("production: There is no problem hall");
    String patient =
        Files.writeString(work.resolve("patient.yaml"), PROBLEM.formatted("5000 rows")).toString();
    ok("--context", "production", "apply", patient);
    eventually("it is known there")
        .until(
            () -> production.get("training", "/v1/problems/hall/models", "reader").status() == 200);

    Millrace.Result looked = promote("--dry-run");
    assertThat(looked.output()).contains("would be version 1 there");
    Millrace.Result taken = promote();
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(taken.output())
        .contains("version 1 of hall in local is version 1 of production: the same bytes")
        .contains("there it waits for a person");
    assertThat(asked(production).path("status").asInt()).isEqualTo(409);
    assertThat(digest(production)).isEqualTo(digest(development));

    Millrace.Result approved = promote("--approve", "--reason", "release 1");
    assertThat(approved.exitCode()).as(approved.output()).isZero();
    assertThat(approved.output())
        .contains("is version 1 of production already")
        .contains("version 1 of hall answers in production from here on");
    eventually("it answers").until(() -> answers(production) == 1);

    assertThat(probabilities(asked(production))).isEqualTo(probabilities(expected));
    assertThat(ok("--context", "production", "models", "hall"))
        .contains("serves")
        .contains("1 of local, asked for by data-scientist");
    JsonNode decision =
        production
            .get("monitoring", "/v1/problems/hall/rollout", "reader")
            .body()
            .at("/decisions/0");
    assertThat(decision.path("by").asString()).isEqualTo("operator");
    assertThat(decision.path("reason").asString()).isEqualTo("release 1");
  }

  private static Millrace.Result promote(String... options) {
    String[] all = new String[options.length + 5];
    System.arraycopy(new String[] {"promote", "--to", "production", "hall", "1"}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    return development.millrace(all);
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

  private static java.util.List<String> probabilities(JsonNode answer) {
    return answer.path("predictions").values().stream()
        .map(row -> row.path("label").asString("") + row.path("probabilities"))
        .toList();
  }

  private static Path rows() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("humidity,light,taken\n");
    for (int i = 0; i < ROWS; i++) {
      double humidity = 100 * random.nextDouble();
      double light = random.nextDouble();
      csv.append(
          String.format(
              Locale.ROOT,
              "%.2f,%.3f,%d%n",
              humidity,
              light,
              humidity > 50 == light > 0.2 ? 1 : 0));
    }
    return Files.writeString(work.resolve("rows.csv"), csv);
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
