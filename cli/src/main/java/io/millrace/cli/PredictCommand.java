package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.replay.TypedRows;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the model that serves. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Ask the model that serves a problem.")
final class PredictCommand extends ProblemCommand {

  private static final JsonMapper JSON = new JsonMapper();

  @Parameters(
      index = "1..*",
      paramLabel = "ROW",
      description =
          "NAME=VALUE …, or JSON (an object, an array of them), or a file of JSON or a table (CSV,"
              + " TSV); default: JSON from standard input.")
  private List<String> input = List.of();

  @Option(
      names = "--latest",
      paramLabel = "N",
      description = "Of a table, only the last N rows, as a forecast needs them.")
  private int latest = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  private final InputStream standardInput;

  PredictCommand() {
    this(System.in);
  }

  PredictCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  int run(Client client) {
    byte[] rows = JSON.writeValueAsBytes(Map.of("rows", rows(client)));
    JsonNode answer =
        client.ask(
            Request.post(
                Service.INFERENCE,
                Role.APPLICATION,
                "/v1/problems/%s/predict".formatted(problem()),
                rows));
    List<JsonNode> predictions = new ArrayList<>();
    answer.path("predictions").forEach(predictions::add);
    if (json) {
      printJson(answer);
    } else if (predictions.stream().anyMatch(each -> each.path("forecast").isObject())) {
      showForecasts(answer, predictions);
    } else if (predictions.size() == 1 && !isRefused(predictions.getFirst())) {
      showOne(answer, predictions.getFirst());
    } else {
      showMany(answer, predictions);
    }
    return predictions.stream().anyMatch(PredictCommand::isRefused) ? CommandFailure.REFUSED : 0;
  }

  private List<?> rows(Client client) {
    try {
      Path table = Path.of(input.isEmpty() ? "" : input.getFirst());
      return input.size() == 1 && TypedRows.isTable(table)
          ? TypedRows.read(table, Definition.fetch(client, problem()), latest)
          : new RowInput(standardInput).read(input);
    } catch (InvalidPathException noFile) {
      return new RowInput(standardInput).read(input);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read the rows: " + e.getMessage());
    }
  }

  private void showForecasts(JsonNode answer, List<JsonNode> predictions) {
    out().println("model version " + Words.text(answer.path("modelVersion")));
    for (JsonNode prediction : predictions) {
      out().println();
      String key = prediction.path("key").asString("");
      if (!key.isEmpty()) {
        out().println(key);
      }
      if (isRefused(prediction)) {
        out().println(said(prediction));
      } else {
        print(ForecastTable.of(prediction.path("forecast")));
      }
    }
  }

  private void showOne(JsonNode answer, JsonNode prediction) {
    out().println(said(prediction));
    if (prediction.path("probabilities").size() > 0) {
      out().println("  probabilities  " + probabilities(prediction));
    }
    out().println("  model version  " + version(answer));
    out().println("  prediction     " + Words.text(prediction.path("predictionId")));
  }

  private void showMany(JsonNode answer, List<JsonNode> predictions) {
    Table table = new Table("ROW", "PREDICTED", "PROBABILITIES", "VERSION", "PREDICTION");
    boolean whole = answer.path("modelVersion").isNumber();
    int row = 0;
    for (JsonNode prediction : predictions) {
      table.row(
          Integer.toString(++row),
          said(prediction),
          probabilities(prediction),
          isRefused(prediction) ? "" : version(whole ? answer : prediction),
          Words.text(prediction.path("predictionId")));
    }
    print(table);
  }

  /** Which version answered, and as what where it is not the champion. */
  private static String version(JsonNode answer) {
    String role = answer.path("role").asString("champion");
    String version = Words.text(answer.path("modelVersion"));
    return role.equals("champion") ? version : version + " (" + role + ")";
  }

  private static boolean isRefused(JsonNode prediction) {
    return prediction.path("error").isObject();
  }

  private static String said(JsonNode prediction) {
    if (isRefused(prediction)) {
      JsonNode error = prediction.path("error");
      return "refused: %s: found %s; expected %s"
          .formatted(
              Words.text(error.path("field")),
              Words.text(error.path("found")),
              Words.text(error.path("expected")));
    }
    JsonNode label = prediction.path("label");
    return label.isMissingNode() || label.isNull()
        ? Words.decimal(prediction.path("value"))
        : label.asString("");
  }

  /** The likeliest first. */
  private static String probabilities(JsonNode prediction) {
    return prediction.path("probabilities").properties().stream()
        .sorted((a, b) -> Double.compare(b.getValue().asDouble(0), a.getValue().asDouble(0)))
        .limit(5)
        .map(each -> each.getKey() + ": " + Words.percent(each.getValue().asDouble(0)))
        .collect(Collectors.joining(", "));
  }
}
