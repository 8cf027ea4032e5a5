package io.millrace.quickstart.demo;

import io.millrace.quickstart.Part;
import io.millrace.quickstart.Stack;
import io.millrace.quickstart.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The services' addresses, each asked with the token of the least role that may. */
final class Api implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Unknown so far, no model yet, still being loaded. */
  private static final List<Integer> NOTHING_YET = List.of(404, 409, 503);

  private static final String NDJSON = "application/x-ndjson";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Stack stack;
  private final String problem;

  Api(Stack stack, String problem) {
    this.stack = stack;
    this.problem = problem;
  }

  void apply(String yaml) {
    require(send(Part.INGESTION, "data-scientist", "", "PUT", "application/yaml", yaml));
  }

  /** How many were accepted. */
  int events(List<String> rows) {
    String body = String.join("\n", rows);
    return require(send(Part.INGESTION, "device", "/events", "POST", NDJSON, body))
        .path("accepted")
        .asInt(0);
  }

  void groundTruth(List<String> rows) {
    String body = String.join("\n", rows);
    require(send(Part.INGESTION, "device", "/ground-truth", "POST", NDJSON, body));
  }

  /** The first prediction of the answer. */
  JsonNode predict(Map<String, ?> row) {
    String body = JSON.writeValueAsString(row);
    return require(
            send(Part.INFERENCE, "application", "/predict", "POST", "application/json", body))
        .path("predictions")
        .path(0);
  }

  /** What an address under the problem says; empty where there is nothing yet. */
  Optional<JsonNode> get(Part service, String path) {
    HttpResponse<String> answer = send(service, "reader", path, "GET", "", "");
    return NOTHING_YET.contains(answer.statusCode())
        ? Optional.empty()
        : Optional.of(require(answer));
  }

  private HttpResponse<String> send(
      Part service, String role, String path, String method, String type, String body) {
    String address = stack.addresses().get(service.word());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/problems/" + problem + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + stack.token(role))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StackFailure("%s does not answer: %s".formatted(service.word(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("interrupted", e);
    }
  }

  private static JsonNode require(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new StackFailure(
          "%s answered %d: %s"
              .formatted(answer.request().uri(), answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
