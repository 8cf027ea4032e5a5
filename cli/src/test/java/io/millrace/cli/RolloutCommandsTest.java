package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutCommandsTest {

  private static final String ROLLOUT =
      """
      {"problem": "room", "champion": 7, "registered": [5, 7, 8, 9], "rolledBack": [5],
       "challengers": [
         {"version": 8, "role": "canary", "share": 0.25,
          "evidence": {"champion": 7, "challenger": 8, "pairs": 1530, "labelled": 512,
            "metric": "f1", "championScore": 0.931, "challengerScore": 0.978, "agreement": 0.962,
            "slowdown": 1.25, "failures": 0}},
         {"version": 9, "role": "shadow", "share": 1.0, "evidence": null}],
       "decisions": []}
      """;

  private static final String DECIDED =
      """
      {"decision": 5, "what": "rolled-back", "version": 8, "reason": "slow", "by": "operator",
       "traffic": {"decision": 5, "through": 9, "champion": 7, "challengers": [],
         "rolledBack": [5, 8]},
       "at": "2026-02-02T15:00:00Z"}
      """;

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
  void showsWhichVersionsServe() {
    stack
        .on("GET /v1/problems/room/rollout", 200, ROLLOUT)
        .on("GET /v1/problems/room/traffic", 200, "{\"all\": {\"requests\": 0}}");

    Run run = Run.of(home, "traffic", "room");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", " | ").strip()))
        .containsExactly(
            "VERSION | ROLE | SHARE | EVIDENCE",
            "| 7 | champion",
            "| 8 | canary | 25.0 % | 1,530 events by both, 512 with a label; f1 0.978, the"
                + " champion's 0.931; agreement 0.962; 1.250 times as long; 0 failures",
            "| 9 | shadow | 100.0 % | none yet",
            "| 5 | rolled back",
            "",
            "nothing was asked in the latest 15 minutes");
    assertThat(stack.seen("/rollout").getFirst().token()).isEqualTo("t-reader");
  }

  @Test
  void showsWhatWasAskedAndHowItWasAnswered() {
    stack
        .on("GET /v1/problems/room/rollout", 200, ROLLOUT)
        .on(
            "GET /v1/problems/room/traffic",
            200,
            """
            {"problem": "room", "all": {"requests": 1506},
             "byVersion": [
               {"version": 8, "channel": "http", "figures": {"requests": 1500, "perSecond": 1.668,
                 "rows": 1500, "failing": 0.0, "refused": 0.02,
                 "micros": {"p50": 820, "p95": 2140, "p99": 12400}}},
               {"version": 0, "channel": "http", "figures": {"requests": 6, "perSecond": 0.0067,
                 "rows": 0, "failing": 1.0, "refused": 0.0, "micros": null}}],
             "failures": [{"kind": "invalid-row", "side": "client", "count": 30},
               {"kind": "overloaded", "side": "server", "count": 6}]}
            """);

    Run run = Run.of(home, "traffic", "room", "--minutes", "15");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().skip(6).map(line -> line.replaceAll(" {2,}", " | ").strip()))
        .containsExactly(
            "VERSION | CHANNEL | REQUESTS | A SECOND | FAILED | P50 MS | P95 MS | P99 MS",
            "| 8 | http | 1,500 | 1.668 | 2.0 % | 0.8 | 2.1 | 12.4",
            "| - | http | 6 | 0.007 | 100.0 % | - | - | -",
            "",
            "FAILURE | SIDE | REQUESTS",
            "invalid-row | client | 30",
            "overloaded | server | 6",
            "");
  }

  @Test
  void saysWhichVersionsAreTried() {
    stack
        .on("PUT /v1/problems/room/rollout/traffic", 200, DECIDED)
        .on("GET /v1/problems/room/rollout", 200, ROLLOUT);

    Run run = Run.of(home, "traffic", "room", "8=25%", "9=shadow", "--reason", "more of them");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("canary");
    FakeStack.Seen seen = stack.seen("/traffic").getFirst();
    assertThat(seen.token()).isEqualTo("t-operator");
    assertThat(seen.json().path("reason").asString()).isEqualTo("more of them");
    assertThat(seen.json().at("/challengers/0/version").asInt()).isEqualTo(8);
    assertThat(seen.json().at("/challengers/0/role").asString()).isEqualTo("canary");
    assertThat(seen.json().at("/challengers/0/share").asDouble()).isEqualTo(0.25);
    assertThat(seen.json().at("/challengers/1/role").asString()).isEqualTo("shadow");
    assertThat(seen.json().at("/challengers/1/share").asDouble()).isEqualTo(1);
  }

  @Test
  void triesNoneWhereNoneIsWanted() {
    stack
        .on("PUT /v1/problems/room/rollout/traffic", 200, DECIDED)
        .on("GET /v1/problems/room/rollout", 200, ROLLOUT);

    assertThat(Run.of(home, "traffic", "room", "--none").exitCode()).isZero();
    assertThat(stack.seen("/traffic").getFirst().json().path("challengers")).isEmpty();
    assertThat(Run.of(home, "traffic", "room", "--none", "8=10%").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8=", "8=0%", "8=101%", "8=0.1", "x=10%", "8=champion:10%"})
  void saysHowAVersionIsTried(String wrong) {
    Run run = Run.of(home, "traffic", "room", wrong);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'" + wrong + "' is none; such as 8=10%, 9=shadow:25%");
  }

  @Test
  void promotes() {
    stack.on("POST /v1/problems/room/rollout/promote", 200, DECIDED);

    Run run = Run.of(home, "promote", "room", "8");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("version 8 of room answers from here on");
    FakeStack.Seen seen = stack.seen("/promote").getFirst();
    assertThat(seen.token()).isEqualTo("t-operator");
    assertThat(seen.json().path("version").asInt()).isEqualTo(8);
    assertThat(seen.json().path("reason").asString()).isEqualTo("decided by hand");
  }

  @Test
  void rollsBackWhatIsTriedOrWhatIsNamed() {
    stack.on("POST /v1/problems/room/rollout/rollback", 200, DECIDED);

    assertThat(Run.of(home, "rollback", "room").out())
        .contains("version 8 is out of the traffic of room; version 7 answers");
    assertThat(Run.of(home, "rollback", "room", "8", "--reason", "slow").out())
        .contains("version 8 is out of the traffic of room; version 7 answers");
    assertThat(stack.seen("/rollback").getFirst().json().has("version")).isFalse();
    assertThat(stack.seen("/rollback").getLast().json().path("version").asInt()).isEqualTo(8);
    assertThat(stack.seen("/rollback").getLast().json().path("reason").asString())
        .isEqualTo("slow");
  }

  @Test
  void saysWhyAVersionIsNotPromoted() {
    stack.on(
        "POST /v1/problems/room/rollout/promote",
        404,
        "{\"title\": \"Unknown version\", \"detail\": \"room has no version 8\"}");

    Run run = Run.of(home, "promote", "room", "8");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("room has no version 8");
  }

  @Test
  void comparesAVersionWithTheChampionOnEventsThatAreKept() {
    stack.on(
        "POST /v1/problems/room/models/8/replay",
        200,
        """
        {"done": 0.31, "events": 310}
        {"done": 1.0, "events": 1000}
        {"comparison": {"events": 1000, "labelled": 900, "metric": "f1", "agreement": 0.95,
         "cut": false,
         "champion": {"version": 7, "score": 0.91, "microsMedian": 2.5, "micros95": 4, "failures": 0},
         "candidate": {"version": 8, "score": 0.97, "microsMedian": 3.5, "micros95": 5, "failures": 2}}}
        """
            .replace(",\n ", ","));

    Run run = Run.of(home, "replay-model", "room", "8", "--since", "2026-02-02T14:00:00Z");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("30 %  310 events").contains("100 %  1,000 events");
    assertThat(run.out()).contains("1,000 events, 900 with a label; agreement 0.950");
    assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .contains(
            "VERSION | F1 | MICROS A ROW | 95 % | FAILURES",
            "champion | 7 | 0.910 | 2.500 | 4.000 | 0",
            "candidate | 8 | 0.970 | 3.500 | 5.000 | 2");
  }

  @Test
  void saysWhyNothingWasCompared() {
    stack
        .on("POST /v1/problems/room/models/8/replay", 200, "{\"error\": \"no broker\"}\n")
        .on(
            "POST /v1/problems/room/models/9/replay",
            404,
            "{\"title\": \"Unknown version\", \"detail\": \"No version 9\"}");

    assertThat(Run.of(home, "replay-model", "room", "8", "--since", "6h").err())
        .contains("no broker");
    assertThat(Run.of(home, "replay-model", "room", "9", "--since", "6h").err())
        .contains("No version 9");
    Run wrong = Run.of(home, "replay-model", "room", "8", "--since", "lately");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--since: found 'lately'; allowed: 6h");
  }
}
