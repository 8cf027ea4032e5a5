package io.millrace.acceptance;

import io.millrace.acceptance.faults.part.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./millrace up} in a home of its own, seen from outside. */
public final class RunningStack implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Process process;
  private final Path output;
  private final JsonNode stack;
  private final JsonNode tokens;

  private RunningStack(Path home, Process process, Path output) throws IOException {
    this.home = home;
    this.process = process;
    this.output = output;
    this.stack = JSON.readTree(Files.readString(home.resolve("stack.json")));
    this.tokens = JSON.readTree(Files.readString(home.resolve("tokens.json")));
  }

  /** What came back. */
  public record Answer(int status, JsonNode body) {}

  public static RunningStack start() throws IOException {
    return start(Map.of());
  }

  /**
   * @param environment that its services read settings from
   */
  static RunningStack start(Map<String, String> environment) throws IOException {
    return start(Files.createTempDirectory(Millrace.work(), "home"), environment);
  }

  static RunningStack start(Path home) throws IOException {
    return start(home, Map.of());
  }

  private static RunningStack start(Path home, Map<String, String> environment) throws IOException {
    Path output = Files.createTempFile(Millrace.work(), "up", ".out");
    Process process =
        Millrace.start(
            home,
            environment,
            output,
            "up",
            "--port-base",
            Integer.toString(new FreePorts().row(6)));
    Awaitility.await("millrace up")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> isReady(process, output));
    return new RunningStack(home, process, output);
  }

  private static boolean isReady(Process process, Path output) throws IOException {
    String text = Files.readString(output);
    if (!process.isAlive()) {
      throw new AssertionError("millrace up ended with " + process.exitValue() + ":\n" + text);
    }
    return text.lines().anyMatch(line -> line.startsWith("Millrace is up"));
  }

  Path home() {
    return home;
  }

  /** Where a service answers, without a slash at its end. */
  public String address(String service) {
    return stack.get("addresses").get(service).asString();
  }

  public String token(String role) {
    return tokens.get(role).asString();
  }

  public Path blobs() {
    return home.resolve("blobs");
  }

  public String broker() {
    return stack.get("broker").asString();
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  Millrace.Result millrace(String... arguments) {
    return Millrace.run(home, arguments);
  }

  /** A command that may take long. */
  Millrace.Result millrace(Duration most, String... arguments) {
    return Millrace.run(home, most, arguments);
  }

  public Answer get(String service, String path, String role) {
    return send(request(address(service), path, role).GET().build());
  }

  public Answer post(
      String service, String path, @Nullable String role, String contentType, String body) {
    return postTo(address(service), path, role, contentType, body);
  }

  /** To a service beside the stack that has its tokens. */
  Answer postTo(
      String address, String path, @Nullable String role, String contentType, String body) {
    return send(
        request(address, path, role)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public Answer put(String service, String path, String role, String contentType, String body) {
    return send(
        request(address(service), path, role)
            .header("Content-Type", contentType)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String address, String path, @Nullable String role) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    Optional.ofNullable(role).ifPresent(r -> request.header("Authorization", "Bearer " + token(r)));
    return request;
  }

  /** What is answered, where that is no JSON. */
  String text(String service, String path, String role) {
    return exchange(request(address(service), path, role).GET().build()).body();
  }

  private Answer send(HttpRequest request) {
    HttpResponse<String> response = exchange(request);
    String body = response.body().isBlank() ? "null" : response.body();
    return new Answer(response.statusCode(), JSON.readTree(body));
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ctrl-C, and how the command ended. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("millrace up did not stop within three minutes");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }
}
