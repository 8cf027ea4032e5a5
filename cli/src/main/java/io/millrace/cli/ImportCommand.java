package io.millrace.cli;

import io.millrace.cli.bring.ModelFile;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Brings a model that was trained elsewhere. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make a version of a model that was trained elsewhere: an ONNX or TorchScript file, or an",
      "MLflow model folder that holds either. It is checked against the problem and the rows that have landed."
    })
final class ImportCommand extends ProblemCommand {

  private static final Duration LONGEST = Duration.ofMinutes(15);

  @Parameters(index = "1", paramLabel = "FILE", description = "The model's file or folder.")
  private Path file = Path.of("");

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "NAME",
      description =
          "The classes in the order of the model's probabilities, where it does not say itself.")
  private List<String> classes = List.of();

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  @Override
  int run(Client client) {
    JsonNode answer;
    try (ModelFile model = ModelFile.of(file)) {
      answer = client.upload(request(model), model.path(), LONGEST).orFail();
    }
    if (json) {
      printJson(answer);
    } else {
      show(answer);
    }
    return 0;
  }

  private Request request(ModelFile model) {
    StringBuilder query = new StringBuilder("?name=").append(encoded(model.name()));
    classes.forEach(each -> query.append("&classes=").append(encoded(each)));
    return new Request(
        Service.TRAINING,
        Role.DATA_SCIENTIST,
        "POST",
        "/v1/problems/%s/models%s".formatted(problem(), query),
        "application/octet-stream",
        new byte[0],
        "application/json, application/problem+json");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void show(JsonNode answer) {
    out()
        .printf(
            "%s is version %s of %s (%s)%n",
            file.getFileName(),
            Words.text(answer.path("version")),
            problem(),
            Words.text(answer.path("format")));
    if (!answer.path("classes").isEmpty()) {
      out()
          .println(
              "its probabilities are of "
                  + String.join(
                      ", ", answer.path("classes").values().stream().map(Words::text).toList()));
    }
    Table table = new Table("METRIC", "VALUE", "NAIVE");
    for (Map.Entry<String, JsonNode> metric : answer.path("metrics").properties()) {
      table.row(
          metric.getKey(),
          Words.decimal(metric.getValue()),
          Words.decimal(answer.path("naive").path(metric.getKey())));
    }
    if (!answer.path("metrics").isEmpty()) {
      print(table);
    }
    answer.path("warnings").forEach(warning -> out().println(Words.text(warning)));
    out().printf("'millrace models %s' shows when it serves%n", problem());
  }
}
