package io.millrace.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One real HTTP server that plays all four services, and the folder that points to it. */
public final class FakeStack implements AutoCloseable {

  /** What came in. */
  public record Seen(
      String method, String path, @Nullable String query, @Nullable String token, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** What goes out. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<Seen> seen = new ArrayList<>();
  private final Set<Object> connections = new HashSet<>();
  private final Map<String, Function<Seen, Reply>> answers = new LinkedHashMap<>();

  public FakeStack(Path home) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    Files.writeString(
        home.resolve("stack.json"),
        """
        {"addresses": {"ingestion": "@", "training": "@", "inference": "@/", "monitoring": "@"},
         "broker": "127.0.0.1:9092", "pid": 1}
        """
            .replace("@", address()));
    Files.writeString(
        home.resolve("tokens.json"),
        """
        {"owner": "t-owner", "data-scientist": "t-data-scientist", "device": "t-device",
         "application": "t-application", "operator": "t-operator", "reader": "t-reader"}
        """);
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a request such as {@code GET /v1/problems}. */
  public FakeStack on(String request, int status, String body) {
    return on(request, _ -> Reply.of(status, body));
  }

  public FakeStack on(String request, Function<Seen, Reply> answer) {
    answers.put(request, answer);
    return this;
  }

  /** The requests so far whose path ends so. */
  public synchronized List<Seen> seen(String path) {
    return seen.stream().filter(each -> each.path().endsWith(path)).toList();
  }

  /** How many connections were used for requests whose answer was recorded. */
  public synchronized int connections() {
    return connections.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Seen request = read(exchange);
      Reply reply =
          answers
              .getOrDefault(
                  request.method() + " " + request.path(),
                  _ -> Reply.of(404, "{\"title\": \"Not found\", \"detail\": \"no such problem\"}"))
              .apply(request);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Seen read(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    Seen request =
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestURI().getQuery(),
            token == null ? null : token.replaceFirst("^Bearer ", ""),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    synchronized (this) {
      seen.add(request);
      connections.add(exchange.getRemoteAddress());
    }
    return request;
  }

  /** A problem file of the test, as the service gives it back. */
  public FakeStack withProblem(String name, String definition) {
    return on(
        "GET /v1/problems/" + name,
        200,
        "{\"problem\": \"%s\", \"version\": 1, \"definition\": %s}".formatted(name, definition));
  }

  /** Accepts all events and ground truth of a problem. */
  public FakeStack accepting(String name) {
    return on("POST /v1/problems/%s/events".formatted(name), FakeStack::acceptAll)
        .on("POST /v1/problems/%s/ground-truth".formatted(name), FakeStack::acceptAll);
  }

  public static Reply acceptAll(Seen request) {
    return Reply.of(
        202,
        "{\"accepted\": %d, \"refused\": 0, \"rejections\": []}".formatted(request.json().size()));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
