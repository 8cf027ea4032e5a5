package io.millrace.cli;

import static io.millrace.cli.FakeStack.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {

  private static final String DEFINITION =
      """
      {"problem": "room", "define": {"task": "classification", "target": "Occupancy"},
       "data": {"time": "date", "features": {"CO2": "number", "window": "category",
                "heating": {"type": "boolean", "optional": true}}}}
      """;
  private static final String EVENTS = "POST /v1/problems/room/events";

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home).withProblem("room", DEFINITION).accepting("room");
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void sendsTypedRowsWithIdsInOrderWithTheDevicesToken() {
    Path file = home.resolve("rows.csv");
    write(
        file,
        "\"date\",\"CO2\",\"window\",\"heating\",\"Ratio\",\"Occupancy\"\r\n"
            + "\"1\",\"2015-02-04 17:51:00\",721.25,open,1,0.004,1\r\n"
            + "\"2\",2015-02-04 17:52:00,7e2,\"a, \"\"b\"\"\",,0.004,0\r\n");

    Run run = Run.of(home, "replay", "room", file);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("2 rows in").contains("2 accepted, 0 refused");
    FakeStack.Seen request = stack.seen("/events").getFirst();
    assertThat(request.token()).isEqualTo("t-device");
    JsonNode rows = request.json();
    assertThat(rows.get(0).toString())
        .matches(
            "\\{\"date\":\"2015-02-04 17:51:00\",\"CO2\":721.25,\"window\":\"open\","
                + "\"heating\":true,\"Occupancy\":\"1\",\"event_id\":\"[0-9a-f]{8}-1\"}");
    assertThat(rows.get(1).path("window").asString()).isEqualTo("a, \"b\"");
    assertThat(rows.get(1).has("heating")).isFalse();
    assertThat(stack.seen("/v1/problems/room").getFirst().token()).isEqualTo("t-reader");
  }

  @Test
  void readsTabsAndJsonLinesAndSeveralFiles() {
    Path tabs = write(home.resolve("a"), "CO2\twindow\tOccupancy\n1\topen\t0\n2\tshut\t1\n");
    Path json =
        write(home.resolve("b"), "{\"CO2\": \"3\", \"window\": 4, \"x\": [1]}\n\n{\"CO2\": 5}\n");

    Run run = Run.of(home, "replay", "room", tabs, json, "--batch", 3);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> rows = sentRows();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1).path("CO2").isNumber()).isTrue();
    assertThat(rows.get(2).path("CO2").isString()).as("JSON is sent as it is").isTrue();
    assertThat(rows.get(2).has("x")).isFalse();
    assertThat(stack.seen("/events")).hasSize(2);
  }

  @Test
  void keepsTheIdThatARowHas() {
    Path file = file("event_id,CO2,window\nmine,1,open\n,2,open\n");

    Run.of(home, "replay", "room", file);

    assertThat(sentRows().get(0).path("event_id").asString()).isEqualTo("mine");
    assertThat(sentRows().get(1).path("event_id").asString()).endsWith("-2");
  }

  @Test
  void saysWhichLinesWereRefusedAndEndsWithThree() {
    stack.on(
        EVENTS,
        _ ->
            FakeStack.Reply.of(
                202,
                "{\"accepted\": 1, \"refused\": 1, \"rejections\": [{\"position\": 1, \"field\":"
                    + " \"CO2\", \"found\": \"text 'high'\", \"expected\": \"a finite number\"}]}"));
    Path file = file("CO2,window\n1,open\nhigh,open\n1,open,surplus,more\n");

    Run run = Run.of(home, "replay", "room", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("3 rows in")
        .contains("1 accepted, 2 refused")
        .contains("rows.csv:3  CO2: found text 'high'; expected a finite number")
        .contains("rows.csv:4  found 4 fields; expected 2, as the header has");
  }

  @Test
  void sendsLabelsLaterAndTheRestAtTheEnd() {
    StringBuilder csv = new StringBuilder("CO2,window,Occupancy\n");
    IntStream.rangeClosed(1, 25)
        .forEach(i -> csv.append(i).append(",open,").append(i % 2).append('\n'));

    Run run = Run.of(home, "replay", "room", file(csv.toString()), "--labels-after", 10);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("25 labels sent: 25 accepted, 0 refused");
    assertThat(sentRows()).hasSize(25).noneMatch(row -> row.has("Occupancy"));
    List<String> order = new ArrayList<>();
    stack.seen("").stream()
        .filter(seen -> seen.method().equals("POST"))
        .forEach(seen -> order.add(seen.path().replaceFirst(".*/", "") + " " + seen.json().size()));
    assertThat(order)
        .containsExactly(
            "events 10",
            "events 10",
            "ground-truth 10",
            "events 5",
            "ground-truth 5",
            "ground-truth 10");
    JsonNode first = stack.seen("/ground-truth").getFirst().json().get(0);
    assertThat(first.path("event_id")).isEqualTo(sentRows().getFirst().path("event_id"));
    assertThat(first.path("value").asString()).isEqualTo("1");
  }

  @Test
  void aRefusedRowHasNoLabelLater() {
    stack.on(
        EVENTS,
        _ ->
            FakeStack.Reply.of(
                202, "{\"accepted\": 0, \"refused\": 1, \"rejections\": [{\"position\": 0}]}"));

    Run.of(home, "replay", "room", file("CO2,window,Occupancy\n1,a,1\n"), "--labels-after", 1);

    assertThat(stack.seen("/ground-truth")).isEmpty();
  }

  @Test
  void waitsAsLongAsTheServiceAsksAndSendsTheSameBatchAgain() {
    AtomicInteger calls = new AtomicInteger();
    stack.on(
        EVENTS,
        request ->
            calls.incrementAndGet() < 3
                ? new FakeStack.Reply(503, "", Map.of("Retry-After", "0"))
                : FakeStack.acceptAll(request));

    Run run = Run.of(home, "replay", "room", file("CO2,window\n1,a\n"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("1 rows in").contains("1 accepted");
    assertThat(stack.seen("/events")).hasSize(3);
    assertThat(stack.seen("/events").stream().map(FakeStack.Seen::body).distinct()).hasSize(1);
  }

  @Test
  void halvesABatchThatIsTooLarge() {
    stack.on(
        EVENTS,
        request ->
            request.json().size() > 2
                ? FakeStack.Reply.of(413, "")
                : FakeStack.Reply.of(
                    202, "{\"accepted\": 1, \"refused\": 1, \"rejections\": [{\"position\": 0}]}"));
    Path file = file("CO2,window\n1,a\n2,a\n3,a\n4,a\n");

    Run run = Run.of(home, "replay", "room", file);

    assertThat(run.out()).contains("2 accepted, 2 refused").contains(":2  ").contains(":4  ");
  }

  @Test
  void saysHowFarItCameBeforeItFailed() {
    AtomicInteger calls = new AtomicInteger();
    stack.on(
        EVENTS,
        request ->
            calls.incrementAndGet() == 1
                ? FakeStack.acceptAll(request)
                : FakeStack.Reply.of(500, "{\"detail\": \"out of order\"}"));

    Run run = Run.of(home, "replay", "room", file("CO2,window\n1,a\n2,a\n3,a\n"), "--batch", 2);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToIgnoringNewLines("millrace: out of order");
    assertThat(run.out()).contains("2 accepted, 0 refused, 1 not sent");
  }

  @Test
  void usesOneConnection() {
    StringBuilder csv = new StringBuilder("CO2,window\n");
    IntStream.range(0, 50).forEach(i -> csv.append(i).append(",open\n"));

    Run.of(home, "replay", "room", file(csv.toString()), "--batch", 5);

    assertThat(stack.seen("/events")).hasSize(10);
    assertThat(stack.connections()).isEqualTo(1);
  }

  @Test
  void keepsTheRate() {
    StringBuilder csv = new StringBuilder("CO2,window\n");
    IntStream.range(0, 30).forEach(i -> csv.append(i).append(",open\n"));
    long start = System.nanoTime();

    Run.of(home, "replay", "room", file(csv.toString()), "--rate", 40);

    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(450L, 5_000L);
    assertThat(stack.seen("/events")).hasSize(3);
  }

  @Test
  void refusesAFileWithoutANeededColumnBeforeSendingIt() {
    Run run = Run.of(home, "replay", "room", file("co2,window\n1,open\n"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("has no column CO2").contains("its columns are co2, window");
    assertThat(stack.seen("/events")).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThat(Run.of(home, "replay", "room", home.resolve("none")).err())
        .contains("there is no file");
    assertThat(Run.of(home, "replay", "room", file("")).err()).contains("is empty");
    assertThat(Run.of(home, "replay", "room", file("[{}]")).err()).contains("one JSON array");
    assertThat(Run.of(home, "replay", "room", file("a,a\n1,2\n")).err())
        .contains("two columns called 'a'");
    assertThat(Run.of(home, "replay", "room", file("CO2,window\n1,\"open\n2,shut\n")).err())
        .contains("cannot be read from line 2 on");
  }

  @Test
  void anUnknownProblemIsSaidPlainly() {
    Run run = Run.of(home, "replay", "other", file("a\n1\n"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualToIgnoringNewLines("millrace: no such problem");
  }

  private Path file(String text) {
    return write(home.resolve("rows.csv"), text);
  }

  private List<JsonNode> sentRows() {
    List<JsonNode> rows = new ArrayList<>();
    stack.seen("/events").forEach(request -> request.json().forEach(rows::add));
    return rows;
  }
}
