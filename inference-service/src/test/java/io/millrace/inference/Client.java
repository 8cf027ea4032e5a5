package io.millrace.inference;

import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** Calls the service as an application does. */
final class Client {

  static final String APPLICATION = "application-token";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  Client(int port) {
    this.port = port;
  }

  record Reply(int status, String body, HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
      return MillraceJson.mapper().readTree(body);
    }
  }

  Reply predict(String problem, String json) {
    return predict(problem, json, APPLICATION);
  }

  Reply predict(String problem, String json, String token) {
    return send(
        request("/v1/problems/" + problem + "/predict", token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply infer(String model, String json) {
    return post("/v2/models/" + model + "/infer", json, APPLICATION);
  }

  /** As a client that sends tensors behind the JSON. */
  Reply inferBinary(String model, String json) {
    return send(
        request("/v2/models/" + model + "/infer", APPLICATION)
            .header("Content-Type", "application/octet-stream")
            .header("Inference-Header-Content-Length", Integer.toString(json.length()))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply post(String path, String json, String token) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply model(String problem) {
    return get("/v1/problems/" + problem + "/model", APPLICATION);
  }

  String health() {
    return get("/actuator/health", "operator-token").body();
  }

  Reply get(String path, String token) {
    return send(request(path, token));
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
