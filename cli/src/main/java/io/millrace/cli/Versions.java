package io.millrace.cli;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.problem.ProblemName;
import tools.jackson.databind.JsonNode;

/** Which version of a problem's model is meant. */
final class Versions {

  private Versions() {}

  /** The version that answers now; 0 where none does or nobody can tell. */
  static int serving(Client client, ProblemName problem) {
    try {
      Answer answer =
          client.send(
              Request.get(
                  Service.INFERENCE, Role.READER, "/v1/problems/%s/model".formatted(problem)));
      return answer.isOk() ? answer.body().path("version").asInt(0) : 0;
    } catch (CommandFailure unreachable) {
      return 0;
    }
  }

  /** The version that answers now; where nobody can tell, the newest. */
  static int current(Client client, ProblemName problem) {
    int serving = serving(client, problem);
    return serving > 0 ? serving : newest(client, problem);
  }

  private static int newest(Client client, ProblemName problem) {
    JsonNode models =
        client.ask(
            Request.get(
                Service.TRAINING, Role.READER, "/v1/problems/%s/models".formatted(problem)));
    if (models.isEmpty()) {
      throw CommandFailure.failed(problem + " has no model yet");
    }
    return models.get(0).path("version").asInt(0);
  }
}
