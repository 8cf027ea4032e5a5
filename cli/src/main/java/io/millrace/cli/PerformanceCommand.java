package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Shows how well predictions come true. */
@Command(
    name = "performance",
    mixinStandardHelpOptions = true,
    description = "Show how well a problem's predictions came true.")
final class PerformanceCommand extends ProblemCommand {

  PerformanceCommand() {
    super(Service.MONITORING, "performance");
  }

  @Override
  void show(Client client, JsonNode performance) {
    String metric = Words.text(performance.path("metric"));
    JsonNode current = performance.path("current");
    if (current.isEmpty()) {
      out().println(metric + ": no prediction has met its ground truth yet");
      return;
    }
    out()
        .printf(
            "%s now: %s, over the latest %s labelled predictions (window %s), model version %s%n",
            metric,
            Words.decimal(current.path("value")),
            Words.count(current.path("labelled")),
            Words.count(performance.path("window")),
            Words.text(current.path("modelVersion")));
    Table table = new Table("VERSION", metric.toUpperCase(java.util.Locale.ROOT), "LABELLED");
    performance
        .path("byVersion")
        .properties()
        .forEach(
            version ->
                table.row(
                    version.getKey(),
                    Words.decimal(version.getValue().path("value")),
                    Words.count(version.getValue().path("labelled"))));
    if (!table.isEmpty()) {
      out().println();
      print(table);
    }
  }
}
