package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Shows how well predictions come true. */
@Command(
    name = "performance",
    mixinStandardHelpOptions = true,
    description = "Show how well a problem's predictions came true.")
final class PerformanceCommand extends ShowCommand {

  PerformanceCommand() {
    super(Service.MONITORING, "performance");
  }

  @Override
  void show(Client client, JsonNode performance) {
    String metric = Words.text(performance.path("metric"));
    JsonNode current = performance.path("current");
    if (current.path("labelled").asLong(0) == 0) {
      out().println(metric + ": no prediction has met its ground truth yet");
      showEstimate(metric, performance);
      showLabels(performance.path("labels"));
      return;
    }
    out()
        .printf(
            "%s of model version %s: %s, over its latest %s labelled predictions%n",
            metric,
            Words.text(current.path("modelVersion")),
            Words.decimal(current.path("value")),
            Words.count(
                Math.min(
                    current.path("labelled").asLong(0),
                    performance.path("window").asLong(Long.MAX_VALUE))));
    showEstimate(metric, performance);
    showLabels(performance.path("labels"));
    Table table = new Table("VERSION", metric.toUpperCase(Locale.ROOT), "LABELLED");
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
    showSteps(performance.path("byVersion").path(Words.text(current.path("modelVersion"))));
  }

  private void showEstimate(String metric, JsonNode performance) {
    JsonNode latest = performance.path("estimated").path(0);
    if (latest.isObject()) {
      out()
          .printf(
              "estimated %s of model version %s: %s, over %s predictions up to %s, whether labelled or not%n",
              metric,
              Words.text(latest.path("modelVersion")),
              Words.decimal(latest.path("value")),
              Words.count(latest.path("predictions")),
              Words.text(latest.path("to")));
    }
  }

  private void showLabels(JsonNode labels) {
    if (!labels.path("medianAgeSeconds").isNumber()) {
      return;
    }
    out()
        .printf(
            "labels: half come within %s, 95%% within %s",
            duration(labels.path("medianAgeSeconds").asDouble(0)),
            duration(labels.path("p95AgeSeconds").asDouble(0)));
    if (labels.path("coverage").isNumber()) {
      out()
          .printf(
              "; of %s predictions that are older %s have one",
              Words.count(labels.path("predictions")),
              Words.percent(labels.path("coverage").asDouble(0)));
    }
    out().println();
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < 7_200) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    return seconds < 172_800
        ? String.format(Locale.ROOT, "%.0f h", seconds / 3_600)
        : String.format(Locale.ROOT, "%.0f d", seconds / 86_400);
  }

  /** Of forecasts. */
  private void showSteps(JsonNode version) {
    Table table = new Table("STEP", "MAE", "WITHIN INTERVAL", "FORECASTS");
    for (JsonNode step : version.path("steps")) {
      JsonNode within = step.path("within");
      table.row(
          Words.count(step.path("step")),
          Words.decimal(step.path("mae")),
          within.isNumber() ? Words.percent(within.asDouble(0)) : "-",
          Words.count(step.path("forecasts")));
    }
    if (!table.isEmpty()) {
      out().println();
      print(table);
    }
  }
}
