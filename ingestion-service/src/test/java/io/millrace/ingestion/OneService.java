package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service of a test's own, whose dependencies the test may take away. */
final class OneService {

  private static final String TOKEN = "a-long-enough-token-of-the-owner";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final int port;

  OneService(int port) {
    this.port = port;
  }

  /** Its arguments; any more are added. */
  static String[] arguments(String brokers, String blobs, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--spring.config.name=ingestion-service",
                "--spring.kafka.bootstrap-servers=" + brokers,
                "--millrace.blob.folder=" + blobs,
                "--millrace.topics.partitions=2",
                "--millrace.security.tokens.owner.role=owner",
                "--millrace.security.tokens.owner.token=" + TOKEN));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  record Answer(int status, String body, Optional<String> retryAfter) {}

  Answer put(String problem) {
    return send("PUT", problem, "application/yaml", definition(problem).getBytes(UTF_8));
  }

  Answer events(String problem, String type, byte[] body, String... headers) {
    return send("POST", problem + "/events", type, body, headers);
  }

  Answer get(String path) {
    return exchange("GET", path, "", new byte[0]);
  }

  Answer delete(String problem) {
    return send("DELETE", problem, "", new byte[0]);
  }

  private Answer send(String method, String path, String type, byte[] body, String... headers) {
    return exchange(method, "/v1/problems/" + path, type, body, headers);
  }

  /** What takes longer than 15 s to be answered is a failure. */
  private Answer exchange(String method, String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(Duration.ofSeconds(15))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), response.body(), response.headers().firstValue("Retry-After"));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String definition(String problem) {
    return """
        problem: %s
        define: { task: classification, target: occupied }
        data: { key: room, features: { temperature: number } }
        """
        .formatted(problem);
  }
}
