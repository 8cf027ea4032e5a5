package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command by which an operator decides which versions serve a problem. */
abstract class DecisionCommand extends ProblemCommand {

  private static final JsonMapper JSON = new JsonMapper();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "decided by hand",
      description = "What is written down and told to others (default: ${DEFAULT-VALUE}).")
  private String reason = "decided by hand";

  final JsonNode rollout(Client client) {
    return client.ask(Request.get(Service.MONITORING, Role.READER, address()));
  }

  /**
   * @param what is decided, beside its reason
   */
  final JsonNode post(Client client, String path, Map<String, ?> what) {
    return client.ask(
        Request.post(Service.MONITORING, Role.OPERATOR, address() + path, body(what)));
  }

  /** As {@link #post}. */
  final JsonNode put(Client client, String path, Map<String, ?> what) {
    return client.ask(
        Request.put(
            Service.MONITORING,
            Role.OPERATOR,
            address() + path,
            "application/json",
            JSON.writeValueAsString(withReason(what))));
  }

  private byte[] body(Map<String, ?> what) {
    return JSON.writeValueAsBytes(withReason(what));
  }

  private Map<String, Object> withReason(Map<String, ?> what) {
    Map<String, Object> body = new LinkedHashMap<>(what);
    body.put("reason", reason);
    return body;
  }

  private String address() {
    return "/v1/problems/%s/rollout".formatted(problem());
  }
}
