package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Tries a version by events that are kept, before it meets traffic. */
@Command(
    name = "replay-model",
    mixinStandardHelpOptions = true,
    description =
        "Score the events that the broker still has with a version and with the champion, and"
            + " compare; nothing is published.")
final class ReplayModelCommand extends ProblemCommand {

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
  private int version;

  @Option(
      names = "--since",
      required = true,
      paramLabel = "T",
      description = "Events sent since: 6h, 30m, 2d ago, or 2026-02-02T14:00:00Z.")
  private String since = "";

  @Option(names = "--json", description = "Print the service's comparison as it is.")
  private boolean json;

  private final Clock clock;

  ReplayModelCommand() {
    this(Clock.systemUTC());
  }

  ReplayModelCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  int run(Client client) {
    Instant from = Since.read(since, clock.instant());
    Followed followed = new Followed();
    client.follow(
        Request.post(
                Service.INFERENCE,
                Role.OPERATOR,
                "/v1/problems/%s/models/%d/replay?since=%s".formatted(problem(), version, from),
                new byte[0])
            .accepting("application/x-ndjson"),
        followed);
    JsonNode comparison = followed.comparison;
    if (comparison.isMissingNode()) {
      throw CommandFailure.failed("the comparison ended before it was made");
    }
    if (json) {
      printJson(comparison);
    } else {
      show(comparison);
    }
    return 0;
  }

  /** Says how far it is, a tenth at a time. */
  private final class Followed implements Consumer<JsonNode> {
    private JsonNode comparison = MissingNode.getInstance();
    private int tenths;

    @Override
    public void accept(JsonNode line) {
      if (line.has("error")) {
        throw CommandFailure.failed(line.path("error").asString(""));
      }
      int now = (int) (10 * line.path("done").asDouble(0));
      if (now > tenths) {
        tenths = now;
        err().printf("%d %%  %s events%n", 10 * now, Words.count(line.path("events")));
        err().flush();
      }
      if (line.has("comparison")) {
        comparison = line.path("comparison");
      }
    }
  }

  private void show(JsonNode comparison) {
    out()
        .printf(
            "%s events%s, %s with a label; agreement %s%n",
            Words.count(comparison.path("events")),
            comparison.path("cut").asBoolean(false) ? " (there are more)" : "",
            Words.count(comparison.path("labelled")),
            Words.decimal(comparison.path("agreement")));
    String metric = Words.text(comparison.path("metric")).toUpperCase(Locale.ROOT);
    Table table = new Table("", "VERSION", metric, "MICROS A ROW", "95 %", "FAILURES");
    row(table, "champion", comparison.path("champion"));
    row(table, "candidate", comparison.path("candidate"));
    print(table);
  }

  private static void row(Table table, String name, JsonNode side) {
    table.row(
        name,
        Words.text(side.path("version")),
        Words.decimal(side.path("score")),
        Words.decimal(side.path("microsMedian")),
        Words.decimal(side.path("micros95")),
        Words.count(side.path("failures")));
  }
}
