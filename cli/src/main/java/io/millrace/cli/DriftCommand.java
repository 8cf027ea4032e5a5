package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Shows whether the world still looks as it did in training. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "Show what moved away from what a problem's model was trained on.")
final class DriftCommand extends ShowCommand {

  DriftCommand() {
    super(Service.MONITORING, "drift");
  }

  @Override
  void show(Client client, JsonNode drift) {
    out()
        .printf(
            "model version %s; %s%n",
            Words.text(drift.path("modelVersion")), open(drift.path("window")));
    showWindows(drift.path("windows"));
    showDetections(drift.path("detections"));
  }

  private static String open(JsonNode window) {
    return window.has("size")
        ? "%s of %s predictions in the open window"
            .formatted(Words.count(window.path("filled")), Words.count(window.path("size")))
        : "%s predictions in open windows (%d) of %s"
            .formatted(
                Words.count(window.path("filled")),
                window.path("open").size(),
                Words.text(window.path("length")).substring(2).toLowerCase(Locale.ROOT));
  }

  private void showWindows(JsonNode windows) {
    if (windows.isEmpty()) {
      out().println("no window has closed yet");
      return;
    }
    Table table = new Table("FROM", "TO", "VERSION", "PREDICTIONS", "DRIFTED");
    for (JsonNode window : windows) {
      table.row(
          Words.time(window.path("from")),
          Words.time(window.path("to")),
          Words.text(window.path("modelVersion")),
          Words.count(window.path("predictions")),
          window.has("leftOut") && !window.path("leftOut").isNull()
              ? "not compared: " + Words.text(window.path("leftOut"))
              : drifted(window.path("features")));
    }
    out().println();
    print(table);
  }

  private static String drifted(JsonNode features) {
    List<String> names = new ArrayList<>();
    for (JsonNode feature : features) {
      String name = feature.path("feature").asString("");
      if (feature.path("drifted").asBoolean(false) && !names.contains(name)) {
        names.add(name);
      }
    }
    return names.isEmpty() ? "no" : String.join(", ", names);
  }

  private void showDetections(JsonNode detections) {
    for (JsonNode detection : detections) {
      out().println();
      out()
          .printf(
              "%s  %s%n",
              Words.time(detection.path("detectedAt")), Words.text(detection.path("summary")));
      Table table = new Table("  FEATURE", "TEST", "STATISTIC", "THRESHOLD");
      for (JsonNode evidence : detection.path("evidence")) {
        table.row(
            "  " + Words.text(evidence.path("feature")),
            Words.text(evidence.path("test")),
            Words.decimal(evidence.path("statistic")),
            Words.decimal(evidence.path("threshold")));
      }
      print(table);
    }
  }
}
