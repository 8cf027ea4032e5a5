package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists a problem's model versions. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Show a problem's models, the newest first.")
final class ModelsCommand extends ShowCommand {

  ModelsCommand() {
    super(Service.TRAINING, "models");
  }

  @Override
  void show(Client client, JsonNode models) {
    if (models.isEmpty()) {
      out()
          .println(
              "no model yet; the first is trained once train.first-after labelled rows landed");
      return;
    }
    int serving = Versions.serving(client, problem());
    Table table =
        new Table("VERSION", "", "ALGORITHM", "METRIC", "VALUE", "NAIVE", "ROWS", "AT", "BECAUSE");
    for (JsonNode model : models) {
      String metric = model.path("metric").asString("");
      table.row(
          Words.text(model.path("version")),
          model.path("version").asInt(0) == serving ? "serves" : "",
          Words.text(model.path("algorithm")),
          metric,
          Words.decimal(model.path("metrics").path(metric)),
          Words.decimal(model.path("naive").path(metric)),
          Words.count(model.path("rows")),
          Words.time(model.path("registeredAt")),
          because(model));
    }
    print(table);
  }

  /** Of one from another environment, who brought it from where. */
  private static String because(JsonNode model) {
    JsonNode promotion = model.path("promotion");
    return promotion.isObject()
        ? Words.shorten(
            "%s of %s, asked for by %s"
                .formatted(
                    Words.text(promotion.path("version")),
                    Words.text(promotion.path("from")),
                    Words.text(promotion.path("askedBy"))))
        : Words.cause(model.path("cause"));
  }
}
