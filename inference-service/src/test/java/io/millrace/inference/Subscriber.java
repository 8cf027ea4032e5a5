package io.millrace.inference;

import io.millrace.starter.messaging.MillraceJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Follows a stream of server-sent events as the specification says. */
final class Subscriber implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<InputStream> response;
  private final List<Sent> events = new CopyOnWriteArrayList<>();
  private volatile String lastId = "";
  private volatile boolean over;

  /**
   * @param event empty for a prediction
   */
  record Sent(String event, String id, String data) {
    JsonNode json() {
      return MillraceJson.mapper().readTree(data);
    }
  }

  /**
   * @param path behind the problem's predictions
   * @param last the id of the last event that came; empty for none
   */
  Subscriber(int port, String problem, String path, String last, String token) {
    URI uri =
        URI.create(
            "http://localhost:%d/v1/problems/%s/predictions%s".formatted(port, problem, path));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token);
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /** Begins to read; until then it is as slow as one can be. */
  Subscriber listen() {
    Thread.ofPlatform().daemon().name("subscriber").start(this::read);
    return this;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String event = "";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            events.add(new Sent(event, lastId, data.toString()));
          }
          event = "";
          data.setLength(0);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        }
      }
    } catch (IOException e) {
      // it was closed
    } finally {
      over = true;
    }
  }

  boolean isOver() {
    return over;
  }

  String lastId() {
    return lastId;
  }

  /** Other than predictions. */
  List<Sent> others() {
    return events.stream().filter(sent -> !sent.event().isEmpty()).toList();
  }

  List<Sent> predictions() {
    return events.stream().filter(sent -> sent.event().isEmpty()).toList();
  }

  /** Of the predictions. */
  List<String> ids() {
    return predictions().stream().map(sent -> sent.json().get("id").asString()).toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
