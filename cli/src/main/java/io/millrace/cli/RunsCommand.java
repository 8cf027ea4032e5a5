package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists a problem's trainings, those that made no model included. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Show a problem's trainings, the newest first, and what came of them.")
final class RunsCommand extends ProblemCommand {

  RunsCommand() {
    super(Service.TRAINING, "runs");
  }

  @Override
  void show(Client client, JsonNode runs) {
    if (runs.isEmpty()) {
      out().println("no training yet");
      return;
    }
    Table table = new Table("STARTED", "BECAUSE", "OUTCOME");
    for (JsonNode run : runs) {
      table.row(Words.time(run.path("startedAt")), Words.cause(run.path("cause")), outcome(run));
    }
    print(table);
    for (JsonNode warning : runs.get(0).path("warnings")) {
      out().println("! " + Words.text(warning));
    }
  }

  private static String outcome(JsonNode run) {
    String state =
        run.path("waitsForData").asBoolean(false)
            ? "waits for data"
            : Words.text(run.path("state"));
    if (run.path("version").isNumber()) {
      return state + ", version " + Words.text(run.path("version"));
    }
    String reason = run.path("reason").asString("");
    return reason.isEmpty() ? state : state + ": " + reason;
  }
}
