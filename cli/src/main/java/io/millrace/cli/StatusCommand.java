package io.millrace.cli;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Shows what is up, and where each problem stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show which services are up, and where each problem stands.")
final class StatusCommand extends StackCommand {

  @Override
  int run(Client client) {
    Table services = new Table("SERVICE", "ADDRESS", "STATE");
    List<Service> up = new ArrayList<>();
    for (Service service : Service.values()) {
      String address = client.connection().address(service).toString();
      boolean alive = isAlive(client, service);
      services.row(service.word(), address, alive ? "up" : "does not answer");
      if (alive) {
        up.add(service);
      }
    }
    print(services);
    if (up.contains(Service.INGESTION)) {
      showProblems(client, up);
    }
    return up.size() == Service.values().length ? 0 : CommandFailure.FAILED;
  }

  private static boolean isAlive(Client client, Service service) {
    try {
      return client.send(Request.get(service, Role.READER, "/actuator/health/liveness")).isOk();
    } catch (CommandFailure unreachable) {
      return false;
    }
  }

  private void showProblems(Client client, List<Service> up) {
    JsonNode problems = client.ask(Request.get(Service.INGESTION, Role.READER, "/v1/problems"));
    out().println();
    if (problems.isEmpty()) {
      out().println("no problem is stated yet: 'millrace apply FILE' states one");
      return;
    }
    Table table =
        new Table("PROBLEM", "ROWS", "LABELS", "SERVES", "PREDICTED", "DRIFTS", "LAST RUN");
    for (JsonNode problem : problems) {
      String name = problem.path("problem").asString(problem.asString(""));
      String path = "/v1/problems/%s/".formatted(name);
      JsonNode data = ask(client, up, Service.INGESTION, path + "data");
      JsonNode model = ask(client, up, Service.INFERENCE, path + "model");
      JsonNode drift = ask(client, up, Service.MONITORING, path + "drift");
      JsonNode runs = ask(client, up, Service.TRAINING, path + "runs");
      table.row(
          name,
          Words.count(data.path("rows")),
          Words.count(data.path("labels")),
          model.has("version") ? "v" + Words.text(model.path("version")) : "no model yet",
          Words.count(model.path("scored")),
          drift.has("detections") ? Words.count(drift.path("detections").size()) : Words.NONE,
          Words.text(runs.path(0).path("state")));
    }
    print(table);
  }

  /** What a service knows; nothing where it knows nothing, or is not up. */
  private static JsonNode ask(Client client, List<Service> up, Service service, String path) {
    if (!up.contains(service)) {
      return MissingNode.getInstance();
    }
    Answer answer = client.send(Request.get(service, Role.READER, path));
    return answer.isOk() ? answer.body() : MissingNode.getInstance();
  }
}
