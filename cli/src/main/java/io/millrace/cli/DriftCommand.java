package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows whether the world still looks as it did in training. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "Show what moved away from what a problem's model was trained on.")
final class DriftCommand extends ShowCommand {

  private static final String USUAL_FILE = "";

  /** So many features are shown of those that decide. */
  private static final int DECIDING = 5;

  @Option(
      names = "--report",
      arity = "0..1",
      fallbackValue = USUAL_FILE,
      paramLabel = "FILE",
      description =
          "Save the report on a window there, as one HTML page; without FILE: PROBLEM-drift.html.")
  private @Nullable String report;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "The window's number; without it, the latest that was compared.")
  private @Nullable Long window;

  @Option(
      names = "--model-version",
      paramLabel = "V",
      description = "The model's version; without it, the one that answers.")
  private @Nullable Integer version;

  DriftCommand() {
    super(Service.MONITORING, "drift");
  }

  @Override
  int run(Client client) {
    if (report == null) {
      if (window != null || version != null) {
        throw CommandFailure.misused("--window and --model-version go with --report");
      }
      return super.run(client);
    }
    Path file = Path.of(report.equals(USUAL_FILE) ? "%s-drift.html".formatted(problem()) : report);
    save(file, client.fetch(page().accepting("text/html")), "the drift report");
    return 0;
  }

  private Request page() {
    List<String> choice = new ArrayList<>();
    if (window != null) {
      choice.add("window=" + window);
    }
    if (version != null) {
      choice.add("model-version=" + version);
    }
    String query = choice.isEmpty() ? "" : "?" + String.join("&", choice);
    String address = "/v1/problems/%s/drift/report%s".formatted(problem(), query);
    return Request.get(Service.MONITORING, Role.READER, address);
  }

  @Override
  void show(Client client, JsonNode drift) {
    out()
        .printf(
            "model version %s; %s%n",
            Words.text(drift.path("modelVersion")), open(drift.path("window")));
    showWindows(drift.path("windows"));
    showAttribution(drift.path("windows").path(0).path("attribution"));
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
    Table table = new Table("WINDOW", "FROM", "TO", "VERSION", "PREDICTIONS", "DRIFTED");
    for (JsonNode window : windows) {
      table.row(
          Words.text(window.path("number")),
          Words.time(window.path("from")),
          Words.time(window.path("to")),
          Words.text(window.path("modelVersion")),
          Words.count(window.path("predictions")),
          window.has("leftOut") && !window.path("leftOut").isNull()
              ? "not compared: " + Words.text(window.path("leftOut"))
              : drifted(window));
    }
    out().println();
    print(table);
  }

  private static String drifted(JsonNode window) {
    List<String> names = new ArrayList<>();
    for (JsonNode feature : window.path("features")) {
      String name = feature.path("feature").asString("");
      if (feature.path("drifted").asBoolean(false) && !names.contains(name)) {
        names.add(name);
      }
    }
    if (window.path("attribution").path("drifted").asBoolean(false)) {
      names.add("attribution");
    }
    return names.isEmpty() ? "no" : String.join(", ", names);
  }

  /** Which features tell the answers of the latest window apart. */
  private void showAttribution(JsonNode attribution) {
    if (!attribution.has("features")) {
      return;
    }
    out().println();
    out()
        .printf(
            "of the latest window's answers features explain (NDCG %s, drifted below 0.9)%n",
            Words.decimal(attribution.path("ndcg")));
    Table table = new Table("  FEATURE", "NOW", "BEFORE", "CHANGED");
    attribution
        .path("features")
        .valueStream()
        .limit(DECIDING)
        .forEach(
            feature ->
                table.row(
                    "  " + Words.text(feature.path("feature")),
                    percent(feature.path("share")),
                    percent(feature.path("baseline")),
                    feature.path("changed").asBoolean(false) ? "yes" : "no"));
    print(table);
  }

  private static String percent(JsonNode share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share.asDouble(0));
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
