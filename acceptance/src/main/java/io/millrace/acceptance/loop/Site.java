package io.millrace.acceptance.loop;

import io.millrace.acceptance.faults.drive.Api;
import io.millrace.acceptance.faults.part.HarnessFailure;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Millrace that runs.
 *
 * @param address of a service, by its word
 * @param token of a role, by its word
 * @param broker its host and port
 */
public record Site(UnaryOperator<String> address, UnaryOperator<String> token, String broker) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** An empty object where there is nothing yet. */
  JsonNode get(Api api, String service, String problem, String path) {
    return switch (api.get(url(service, problem, path), token.apply("reader"))) {
      case Api.Outcome.Answered(int status, String body, var _, var _) when status == 200 ->
          JSON.readTree(body);
      case Api.Outcome.Answered _, Api.Outcome.Unknown _ -> JSON.createObjectNode();
    };
  }

  void apply(Api api, String problem, String yaml) {
    require(
        api.put(
            url("ingestion", problem, ""),
            token.apply("data-scientist"),
            "application/yaml",
            yaml));
  }

  void post(Api api, String problem, String path, String lines) {
    require(
        api.post(
            url("ingestion", problem, path), token.apply("device"), "application/x-ndjson", lines));
  }

  private String url(String service, String problem, String path) {
    return address.apply(service) + "/v1/problems/" + problem + path;
  }

  private static void require(Api.Outcome outcome) {
    if (!(outcome instanceof Api.Outcome.Answered(int status, var _, var _, var _))
        || status / 100 != 2) {
      throw new HarnessFailure("refused: " + outcome);
    }
  }
}
