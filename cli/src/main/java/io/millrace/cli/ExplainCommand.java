package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Bar;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import io.millrace.event.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what a model is worth, and what its answers come from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Show what a model is worth, and which features its answers come from.")
final class ExplainCommand extends ProblemCommand {

  private static final int WIDTH = 32;

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "0",
      paramLabel = "VERSION",
      description = "The model's version; without it, the one that serves, or the newest.")
  private int version;

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "Write the whole model card there, as one HTML page.")
  private @Nullable Path card;

  @Override
  int run(Client client) {
    int which = version > 0 ? version : Versions.current(client, problem());
    String address = "/v1/problems/%s/models/%d".formatted(problem(), which);
    JsonNode manifest = client.ask(Request.get(Service.TRAINING, Role.READER, address));
    if (json) {
      printJson(manifest);
    } else {
      show(manifest);
    }
    if (card != null) {
      save(card, client.fetch(card(address).accepting("text/html")), "the model card");
    }
    return 0;
  }

  private static Request card(String address) {
    return Request.get(Service.TRAINING, Role.READER, address + "/card");
  }

  private void show(JsonNode manifest) {
    showHead(manifest);
    out().println();
    showMetrics(manifest);
    out().println();
    if (manifest.path("forecast").isObject()) {
      out()
          .println(
              "no feature's worth is told: a forecast is made from the series' own past and the"
                  + " calendar");
    } else {
      showImportance(manifest.path("evaluation").path("importance"));
    }
    for (JsonNode warning : manifest.path("warnings")) {
      out().println("! " + Words.text(warning));
    }
  }

  private void showHead(JsonNode manifest) {
    JsonNode holdout = manifest.path("holdout");
    JsonNode training = manifest.path("training");
    out()
        .printf(
            "%s v%d: %s, registered %s%n",
            problem(),
            manifest.path("version").asInt(0),
            Words.text(manifest.path("algorithm")),
            Words.time(manifest.path("createdAt")));
    JsonNode forecast = manifest.path("forecast");
    if (forecast.isObject()) {
      out().println("forecasts    " + ahead(forecast));
    }
    if (training.isObject()) {
      out().println("learned from " + rows(training, "rows"));
    }
    out().println("judged on    " + rows(holdout, forecast.isObject() ? "origins" : "rows"));
  }

  private static String ahead(JsonNode forecast) {
    int season = forecast.path("season").asInt(1);
    return "%s steps of %s from %s values, %s, %s"
        .formatted(
            Words.count(forecast.path("horizon")),
            Series.stepInWords(forecast.path("stepMillis").asLong(0)),
            Words.count(forecast.path("context")),
            season == 1 ? "no season" : "a season of " + Words.count(season),
            forecast.path("margins").isEmpty()
                ? "no intervals"
                : "%.0f %% intervals".formatted(100 * forecast.path("coverage").asDouble(0)));
  }

  private static String rows(JsonNode rows, String what) {
    return "%s %s, %s to %s"
        .formatted(
            Words.count(rows.path("rows")),
            what,
            Words.time(rows.path("from")),
            Words.time(rows.path("to")));
  }

  /** A column for each that was judged on the same rows. */
  private void showMetrics(JsonNode manifest) {
    JsonNode baselines = manifest.path("evaluation").path("baselines");
    JsonNode champion = manifest.path("champion");
    List<String> header = new ArrayList<>(List.of("METRIC", "MODEL"));
    List<JsonNode> columns = new ArrayList<>(List.of(manifest.path("metrics")));
    baselines
        .properties()
        .forEach(
            baseline -> {
              header.add(baseline.getKey().toUpperCase(Locale.ROOT));
              columns.add(baseline.getValue());
            });
    if (champion.isObject()) {
      header.add("V" + champion.path("version").asInt(0));
      columns.add(champion.path("metrics"));
    }
    Table table = new Table(header.toArray(String[]::new));
    for (String metric : metrics(manifest)) {
      List<String> cells = new ArrayList<>(List.of(metric));
      columns.forEach(column -> cells.add(Words.decimal(column.path(metric))));
      table.row(cells.toArray(String[]::new));
    }
    print(table);
  }

  /** The one that counts first. */
  private static Set<String> metrics(JsonNode manifest) {
    Set<String> metrics = new LinkedHashSet<>();
    metrics.add(manifest.path("metric").asString(""));
    manifest.path("metrics").properties().forEach(metric -> metrics.add(metric.getKey()));
    return metrics;
  }

  private void showImportance(JsonNode importance) {
    if (!importance.isObject()) {
      out().println("what each feature is worth was not kept");
      return;
    }
    out()
        .printf(
            "how much of its %s it loses where a feature's values are exchanged between rows"
                + " (%s rows, %d times)%n",
            Words.text(importance.path("metric")),
            Words.count(importance.path("rows")),
            importance.path("repeats").asInt(0));
    JsonNode features = importance.path("features");
    double most = features.path(0).path("mean").asDouble(0);
    Table table = new Table("FEATURE", "LOSS", "+-", "");
    for (JsonNode feature : features) {
      double mean = feature.path("mean").asDouble(0);
      table.row(
          Words.line(Words.text(feature.path("feature")), 40),
          Words.decimal(mean),
          Words.decimal(feature.path("deviation")),
          Bar.of(most > 0 ? mean / most : 0, WIDTH));
    }
    print(table);
  }
}
