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
import tools.jackson.databind.JsonNode;

class RejectedCommandTest {

  private static final String LIST = "GET /v1/problems/room/rejected";
  private static final String REPLAY = "POST /v1/problems/room/rejected/replay";
  private static final String LISTING =
      """
      {"problem": "room", "complete": true, "rejections": [
        {"id": "0-2", "kind": "event", "at": "2026-01-02T03:04:05.678Z", "field": "CO2",
         "found": "text 'high'", "expected": "a finite number",
         "content": "{\\"CO2\\":\\"high\\",\\n\\"window\\":\\"open\\"}", "encoding": "utf-8", "state": "open"},
        {"id": "1-7", "kind": "event", "at": "2026-01-01T00:00:00Z", "field": "",
         "found": "broken JSON", "expected": "a JSON object", "content": "{\\u0000",
         "encoding": "utf-8", "state": "open"},
        {"id": "millrace.events-3-99", "kind": "event", "at": "2026-01-01T00:00:00Z", "field": "",
         "found": "no ce_id", "expected": "a message", "content": "", "encoding": "utf-8",
         "state": "replayed"}]}
      """;

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home).on(LIST, 200, LISTING);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void showsWhatWasRefusedAndWhy() {
    Run run = Run.of(home, "rejected", "room");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList().get(1))
        .contains("0-2", "2026-01-02T03:04:05Z", "event", "open")
        .contains("CO2: found text 'high'; expected a finite number")
        .contains("{\"CO2\":\"high\", \"window\":\"open\"}");
    assertThat(run.out()).contains("2 open").doesNotContain("\u0000");
    assertThat(stack.seen("/rejected").getFirst().token()).isEqualTo("t-data-scientist");
  }

  @Test
  void saysThatNothingWasRefused() {
    stack.on(LIST, 200, "{\"rejections\": [], \"complete\": false}");

    Run run = Run.of(home, "rejected", "room");

    assertThat(run.out()).contains("nothing was refused").contains("there may be more");
  }

  @Test
  void writesWhatIsOpenForMendingAndNeverOverWhatWasMended() throws Exception {
    Path file = home.resolve("mend.ndjson");

    Run first = Run.of(home, "rejected", "room", "--export", file);
    Run second = Run.of(home, "rejected", "room", "--export", file);

    assertThat(first.out()).contains("2 written to");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readAllLines(file).getFirst())
        .contains("\"content\":{\"CO2\":\"high\",\"window\":\"open\"}");
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("is there already");
  }

  @Test
  void sendsWhatWasMendedAndSaysWhatWasRefusedAgain() {
    Path file =
        write(
            home.resolve("mended.ndjson"),
            "{\"id\": \"0-2\", \"why\": 1, \"content\": {\"CO2\": 700}}\n\n"
                + "{\"id\": \"1-7\", \"content\": \"still no JSON\"}\n");
    stack.on(
        REPLAY,
        200,
        """
        {"replayed": 1, "refused": 1, "results": [
          {"id": "0-2", "outcome": "replayed"},
          {"id": "1-7", "outcome": "refused", "field": "", "found": "text", "expected": "an object"}]}
        """);

    Run run = Run.of(home, "rejected", "room", "--replay", "--from", file);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("1 replayed, 0 replayed before, 1 not")
        .contains("found text; expected an object");
    JsonNode sent = stack.seen("/replay").getFirst().json();
    assertThat(sent.toString())
        .isEqualTo(
            "{\"mended\":[{\"id\":\"0-2\",\"content\":{\"CO2\":700}},"
                + "{\"id\":\"1-7\",\"content\":\"still no JSON\"}]}");
  }

  @Test
  void replaysByIdInPieces() {
    stack.on(REPLAY, 200, "{\"results\": [{\"id\": \"a\", \"outcome\": \"unknown\"}]}");

    Run run = Run.of(home, "rejected", "room", "--replay", "--id", "0-1,0-2", "0-3");

    assertThat(stack.seen("/replay").getFirst().json().toString())
        .isEqualTo("{\"ids\":[\"0-1\",\"0-2\",\"0-3\"]}");
    assertThat(run.out()).contains("there is none of this id");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void replaysAllThatIsOpenUntilNoMoreIsAccepted() {
    AtomicInteger calls = new AtomicInteger();
    String refused = "{\"id\": \"x\", \"outcome\": \"refused\", \"found\": \"a\"}";
    stack.on(
        REPLAY,
        _ ->
            FakeStack.Reply.of(
                200,
                calls.incrementAndGet() == 1
                    ? "{\"results\": [{\"id\": \"a\", \"outcome\": \"replayed\"}, %s]}"
                        .formatted(refused)
                    : "{\"results\": [%s]}".formatted(refused)));

    Run run = Run.of(home, "rejected", "room", "--replay");

    assertThat(run.out()).contains("1 replayed, 0 replayed before, 1 not");
    assertThat(stack.seen("/replay")).hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithWhatWasAskedFor() {
    assertThat(misuse("--limit", 501)).contains("1 to 500");
    assertThat(misuse("--from", "x")).contains("stand with --replay");
    assertThat(misuse("--replay", "--export", "x")).contains("do not stand with --replay");
    assertThat(misuse("--replay", "--from", home.resolve("none"))).contains("there is no file");
    Path wrong = write(home.resolve("wrong"), "{\"id\": \"1\"}\n");
    assertThat(misuse("--replay", "--from", wrong)).contains("wrong:1: found no id, or no content");
    Path broken = write(home.resolve("broken"), "{\n");
    assertThat(misuse("--replay", "--from", broken)).contains("broken:1: found");
    assertThat(misuse("--replay", "--from", write(home.resolve("empty"), ""))).contains("is empty");
    assertThat(stack.seen("")).isEmpty();
  }

  private String misuse(Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "room";
    System.arraycopy(args, 0, all, 1, args.length);
    Run run = Run.of(home, "rejected", all);
    assertThat(run.exitCode()).isEqualTo(2);
    return run.err();
  }
}
