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
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Duration patience;
  private final Pause pause;
  private final HttpClient http;

  public Client(Connection connection) {
    this(connection, Duration.ofSeconds(60), Pause.real());
  }

  /**
   * @param patience how long an answer may take
   */
  public Client(Connection connection, Duration patience, Pause pause) {
    this.connection = connection;
    this.patience = patience;
    this.pause = pause;
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

  /**
   * Asks again while the service is busy, as late as it wants.
   *
   * @param longest how long to wait in all; then the answer is that it is busy
   */
  public Answer insist(Request request, Duration longest) {
    Duration waited = Duration.ZERO;
    Answer answer = send(request);
    while (answer.isBusy()) {
      Duration next = answer.retryAfter().orElse(USUAL_PAUSE);
      next = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
      waited = waited.plus(next);
      if (waited.compareTo(longest) > 0) {
        break;
      }
      pause.hold(next);
      answer = send(request);
    }
    return answer;
  }

  /** The body of a success, after a little insisting; anything else is a failure in words. */
  public JsonNode ask(Request request) {
    return insist(request, Duration.ofSeconds(10)).orFail();
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
