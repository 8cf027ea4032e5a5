package io.millrace.cli.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to the services of one stack. Requests in order use one connection a service. */
public final class Client implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Connection connection;
  private final Duration patience;
  private final HttpClient http;

  public Client(Connection connection) {
    this(connection, Duration.ofSeconds(60));
  }

  /**
   * @param patience how long an answer may take
   */
  public Client(Connection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** The stack it talks to. */
  public Connection connection() {
    return connection;
  }

  /** Asks, and waits for the answer, whatever it is. */
  public Answer send(Request request) {
    URI address = connection.address(request.service());
    try {
      HttpResponse<byte[]> response =
          http.send(toHttp(request, address), BodyHandlers.ofByteArray());
      return new Answer(
          request, response.statusCode(), json(response.body()), retryAfter(response));
    } catch (HttpTimeoutException e) {
      throw CommandFailure.failed(
          "%s at %s did not answer within %d s"
              .formatted(request.service().word(), address, patience.toSeconds()));
    } catch (ConnectException e) {
      throw CommandFailure.failed(
          "cannot reach %s at %s; is the stack up? 'millrace up' starts one"
              .formatted(request.service().word(), address));
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the connection to %s at %s broke (%s)"
              .formatted(request.service().word(), address, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  private HttpRequest toHttp(Request request, URI address) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(address + request.path()))
            .timeout(patience)
            .header("Accept", "application/json, application/problem+json")
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    if (!request.contentType().isEmpty()) {
      builder.header("Content-Type", request.contentType());
    }
    connection
        .token(request.role())
        .ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    return builder.build();
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  @Override
  public void close() {
    http.close();
  }
}
