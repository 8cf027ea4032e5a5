package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a stranger, a wrong credential, a wrong file and a wrong event are answered. */
class BoundariesIT {

  private static final String PROBLEM =
      """
      problem: boundaries
      define: { task: classification, target: on }
      data:
        features:
          level: number
          kind: { type: category, values: [ pump, fan ] }
      """;

  private static RunningStack stack;

  @BeforeAll
  static void up() throws IOException {
    stack = RunningStack.start();
    assertThat(
            stack
                .put(
                    "ingestion",
                    "/v1/problems/boundaries",
                    "data-scientist",
                    "application/yaml",
                    PROBLEM)
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  static void down() throws InterruptedException {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void nothingIsAnsweredWithoutAToken() {
    for (String service : new String[] {"ingestion", "training", "inference", "monitoring"}) {
      var answer =
          stack.post(service, "/v1/problems/boundaries/events", null, "application/json", "{}");

      assertThat(answer.status()).as(service).isEqualTo(401);
      assertThat(answer.body().get("status").asInt()).isEqualTo(401);
    }
  }

  @Test
  void aDeviceMayNotPredict() {
    var answer =
        stack.post(
            "inference",
            "/v1/problems/boundaries/predict",
            "device",
            "application/json",
            "{\"level\": 1, \"kind\": \"fan\"}");

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void predictSaysThatNoModelServesYet() {
    var answer =
        stack.post(
            "inference",
            "/v1/problems/boundaries/predict",
            "application",
            "application/json",
            "{\"level\": 1, \"kind\": \"fan\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().get("detail").asString()).contains("boundaries");
  }

  @Test
  void aMalformedProblemFileListsAllItsErrors() throws IOException {
    Path file = Files.createTempFile(Millrace.work(), "malformed", ".yaml");
    Files.writeString(
        file,
        """
        problem: Room 1
        define: { task: clasification, success: { metric: f1, at-least: much } }
        data: { features: { Light: nummer } }
        prepare: { holdout: { latest: 120% } }
        monitr: {}
        """);

    Millrace.Result applied = stack.millrace("apply", file.toString());

    assertThat(applied.exitCode()).isNotZero();
    assertThat(applied.output())
        .contains(
            "problem",
            "define.task",
            "clasification",
            "define.target",
            "define.success.at-least",
            "data.features.Light",
            "nummer",
            "prepare.holdout.latest",
            "monitr")
        .doesNotContain("Exception");
  }

  @Test
  void aBadEventIsRefusedByNameWhileItsNeighboursPass() {
    var answer =
        stack.post(
            "ingestion",
            "/v1/problems/boundaries/events",
            "device",
            "application/json",
            """
            [ {"event_id": "a", "level": 1.5, "kind": "fan"},
              {"event_id": "b", "level": "high", "kind": "fan"},
              {"event_id": "c", "level": 2, "kind": "tap"},
              {"event_id": "d", "level": 2, "kind": "pump"} ]
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("accepted").asInt()).isEqualTo(2);
    JsonNode rejections = answer.body().get("rejections");
    assertThat(rejections).hasSize(2);
    assertThat(rejections.get(0).get("position").asInt()).isEqualTo(1);
    assertThat(rejections.get(0).get("field").asString()).isEqualTo("level");
    assertThat(rejections.get(0).get("found").asString()).contains("high");
    assertThat(rejections.get(0).get("expected").asString()).contains("number");
    assertThat(rejections.get(1).get("field").asString()).isEqualTo("kind");
    assertThat(Topic.read(stack.broker(), "millrace.rejected", "boundaries"))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aSecondUpPicksUpWhereTheFirstStopped() throws Exception {
    Path home = stack.home();

    assertThat(stack.stop()).as("exit code after Ctrl-C").isIn(0, 130, 143);
    stack = RunningStack.start(home);

    assertThat(stack.get("ingestion", "/v1/problems/boundaries", "data-scientist").status())
        .isEqualTo(200);
  }

  @Test
  void aTakenPortIsSaidPlainly() throws IOException {
    String port = stack.broker().substring(stack.broker().lastIndexOf(':') + 1);
    Path home = Files.createTempDirectory(Millrace.work(), "second");

    Millrace.Result second =
        Millrace.run(home, "up", "--port-base", Integer.toString(Integer.parseInt(port)));

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains(port, "taken").doesNotContain("Exception");
  }
}
