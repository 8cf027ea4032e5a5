package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fetches a problem as it was stated. */
final class Definition {

  private static final JsonMapper JSON = new JsonMapper();

  private Definition() {}

  static Problem fetch(Client client, ProblemName name) {
    JsonNode answer =
        client.ask(Request.get(Service.INGESTION, Role.READER, "/v1/problems/" + name));
    Map<String, Object> tree =
        JSON.convertValue(answer.path("definition"), new TypeReference<>() {});
    return switch (ProblemFile.read(tree)) {
      case ProblemFile.Accepted(Problem problem) -> problem;
      case ProblemFile.Refused(var errors) ->
          throw CommandFailure.failed(
              "the stack states %s in a way that this command does not know (%s); is it older?"
                  .formatted(name, errors.getFirst()));
    };
  }
}
