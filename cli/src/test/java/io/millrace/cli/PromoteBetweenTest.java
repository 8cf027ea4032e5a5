package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromoteBetweenTest {

  private static final String DIGEST =
      "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final String PACKAGES = "/v1/problems/room/packages";
  private static final String TAKEN =
      """
      {"problem": "room", "version": 3, "outcome": "%s", "digest": "%s", "run": "20260202",
       "rollout": {"mode": "%s", "share": 0, "promoteAfter": 0, "tolerance": 0}}
      """;

  @TempDir private Path home;
  private FakeStack staging;
  private FakeStack production;

  @BeforeEach
  void start() throws Exception {
    staging = new FakeStack(folder("staging")).on("GET " + PACKAGES + "/8", _ -> parcel());
    production =
        new FakeStack(folder("production"))
            .on("POST " + PACKAGES, 201, TAKEN.formatted("registered", DIGEST, "manual"));
  }

  private Path folder(String context) throws Exception {
    return Files.createDirectories(home.resolve("contexts").resolve(context));
  }

  private static FakeStack.Reply parcel() {
    return new FakeStack.Reply(200, "a package", Map.of("Millrace-Package-Digest", DIGEST));
  }

  @AfterEach
  void stop() {
    staging.close();
    production.close();
  }

  @Test
  void takesAVersionAsItIsAndSaysWhatItWaitsFor() {
    Run run = promote("room", "8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "version 8 of room in staging is version 3 of production: the same bytes ("
                + DIGEST
                + "), and the same answers to its golden rows",
            "there it waits for a person: millrace promote room 3 --context production");
    assertThat(staging.seen("/8").getFirst().token()).isEqualTo("t-data-scientist");
    FakeStack.Seen brought = production.seen("/packages").getFirst();
    assertThat(brought.body()).isEqualTo("a package");
    assertThat(brought.token()).isEqualTo("t-data-scientist");
    assertThat(brought.query())
        .isEqualTo(
            "digest=%s&from=staging&url=%s&dry-run=false".formatted(DIGEST, staging.address()));
    assertThat(production.seen("/promote")).isEmpty();
  }

  @Test
  void saysThatItRunsAsAShadow() {
    production.on("POST " + PACKAGES, 201, TAKEN.formatted("registered", DIGEST, "shadow"));

    assertThat(promote("room", "8").out())
        .contains(
            "there it runs as a shadow until it is judged: millrace traffic room --context production");
  }

  @Test
  void takenAgainItIsTheSameVersion() {
    production.on("POST " + PACKAGES, 200, TAKEN.formatted("known", DIGEST, "manual"));

    Run run = promote("room", "8");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("version 8 of room in staging is version 3 of production already (" + DIGEST);
  }

  @Test
  void looksOnlyWhereThatIsAllThatIsWanted() {
    production.on("POST " + PACKAGES, 200, TAKEN.formatted("verified", DIGEST, "manual"));

    Run run = promote("room", "8", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("is sound in production, and would be version 3 there")
        .contains("nothing was published")
        .contains("there it would wait for a person");
    assertThat(production.seen("/packages").getFirst().query()).endsWith("&dry-run=true");
    assertThat(promote("room", "8", "--dry-run", "--approve").exitCode()).isEqualTo(2);
  }

  @Test
  void letsItAnswerAtOnceWithTheOperatorsToken() {
    production
        .on("GET /v1/problems/room/rollout", 200, "{\"champion\": 2, \"registered\": [2, 3]}")
        .on("POST /v1/problems/room/rollout/promote", 200, "{}");

    Run run = promote("room", "8", "--approve", "--reason", "release 12");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("version 3 of room answers in production from here on");
    FakeStack.Seen approved = production.seen("/promote").getFirst();
    assertThat(approved.token()).isEqualTo("t-operator");
    assertThat(approved.json().path("version").asInt()).isEqualTo(3);
    assertThat(approved.json().path("reason").asString()).isEqualTo("release 12");
  }

  @Test
  void waitsUntilMonitoringHasHeardOfIt() {
    int[] asked = {0};
    production
        .on(
            "GET /v1/problems/room/rollout",
            _ ->
                FakeStack.Reply.of(
                    200, asked[0]++ == 0 ? "{\"registered\": [2]}" : "{\"registered\": [2, 3]}"))
        .on("POST /v1/problems/room/rollout/promote", 200, "{}");

    assertThat(promote("room", "8", "--approve").exitCode()).isZero();

    assertThat(asked[0]).isEqualTo(2);
    assertThat(production.seen("/promote")).hasSize(1);
  }

  @Test
  void saysWhichRoleMayNotApprove() {
    production
        .on("GET /v1/problems/room/rollout", 200, "{\"champion\": 2, \"registered\": [2, 3]}")
        .on("POST /v1/problems/room/rollout/promote", 403, "{\"title\": \"Forbidden\"}");

    Run run = promote("room", "8", "--approve");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("version 3 of production");
    assertThat(run.err()).contains("production: the token of role operator may not do this");
  }

  @Test
  void saysWhereSomethingIsWrong() {
    staging.on(
        "GET " + PACKAGES + "/9", 404, "{\"detail\": \"Problem room has no model version 9.\"}");
    Run missing = promote("room", "9");
    production.on(
        "POST " + PACKAGES,
        422,
        "{\"detail\": \"The package is not taken: golden row 3: output 1 is 0.5, expected 0.7\"}");
    Run differs = promote("room", "8");

    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("staging: Problem room has no model version 9.");
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(differs.err()).contains("production: The package is not taken: golden row 3");
  }

  @Test
  void theStackOfThisMachineNeedsNoName() throws Exception {
    try (FakeStack own = new FakeStack(home)) {
      own.on("GET " + PACKAGES + "/8", _ -> parcel());

      Run run = Run.of(home, "promote", "room", "8", "--to", "production");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("version 8 of room in local is version 3 of production");
      assertThat(production.seen("/packages").getFirst().query()).contains("&from=local&");
    }
  }

  @Test
  void refusesWhatIsNoPairOfEnvironments() {
    Run unknown = Run.of(home, "promote", "--from", "staging", "--to", "moon", "room", "8");
    Run same = Run.of(home, "promote", "--from", "staging", "--to", "staging", "room", "8");
    Run within = Run.of(home, "promote", "room", "8", "--dry-run");

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no context 'moon'");
    assertThat(same.exitCode()).isEqualTo(2);
    assertThat(same.err()).contains("staging and staging are one environment");
    assertThat(within.exitCode()).isEqualTo(2);
    assertThat(within.err()).contains("name them with --from and --to");
  }

  @Test
  void modelsSaysWhereAVersionCameFrom() throws Exception {
    production.on(
        "GET /v1/problems/room/models",
        200,
        """
        [{"version": 3, "algorithm": "gradient-boosting", "metric": "f1", "metrics": {"f1": 0.9},
          "naive": {}, "rows": 640, "cause": {"kind": "REQUEST", "detail": "asked for"},
          "registeredAt": "2026-02-02T14:19:42Z", "path": "p",
          "promotion": {"from": "staging", "version": 8, "askedBy": "ada"}}]
        """);

    Run run = Run.of(home, "models", "room", "--context", "production");

    assertThat(run.out()).contains("8 of staging, asked for by ada");
  }

  private Run promote(String... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(new Object[] {"--from", "staging", "--to", "production"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Run.of(home, "promote", all);
  }
}
