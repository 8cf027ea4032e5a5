package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists a problem's trainings, those that made no model included. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Show a problem's trainings, the newest first, and what came of them.")
final class RunsCommand extends ShowCommand {

  RunsCommand() {
    super(Service.TRAINING, "runs");
  }

  @Override
  void show(Client client, JsonNode runs) {
    if (runs.isEmpty()) {
      out().println("no training yet");
      return;
    }
    Table table = new Table("RUN", "STARTED", "TOOK", "TRIALS", "BECAUSE", "OUTCOME");
    for (JsonNode run : runs) {
      table.row(
          Words.text(run.path("run")),
          Words.time(run.path("startedAt")),
          Words.between(run.path("startedAt"), run.path("endedAt")),
          Words.count(run.path("trials")),
          Words.cause(run.path("cause")),
          RunWords.outcome(run));
    }
    print(table);
    showCandidates(runs.get(0));
    RunWords.usage(runs.get(0)).forEach(out()::println);
    for (JsonNode warning : runs.get(0).path("warnings")) {
      out().println("! " + Words.text(warning));
    }
  }

  /** Who competed in the newest, on the same rows. */
  private void showCandidates(JsonNode run) {
    String metric = run.path("metric").asString("");
    if (run.path("candidates").isEmpty()) {
      return;
    }
    Table table = new Table("CANDIDATE", metric.toUpperCase(Locale.ROOT), "");
    for (JsonNode candidate : run.path("candidates")) {
      table.row(
          Words.text(candidate.path("name")),
          Words.decimal(candidate.path("metrics").path(metric)),
          candidate.path("chosen").asBoolean(false) ? "chosen" : "");
    }
    JsonNode champion = run.path("champion");
    if (champion.isObject()) {
      table.row(
          "%s, version %s"
              .formatted(Words.text(champion.path("algorithm")), champion.path("version").asInt(0)),
          Words.decimal(champion.path("metrics").path(metric)),
          "served");
    }
    table.row(
        run.path("naiveAnswer").asString("the same answer each time"),
        Words.decimal(run.path("naive").path(metric)),
        "");
    out().println();
    print(table);
  }
}
