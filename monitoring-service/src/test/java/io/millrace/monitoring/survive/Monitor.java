package io.millrace.monitoring.survive;

import static org.awaitility.Awaitility.await;

import io.millrace.monitoring.MonitoringService;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A monitoring service in a JVM of its own, which can be killed. */
final class Monitor implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final String TOKEN = "reader-token-of-this-test-0123456789";

  /** One that is killed is missed soon; 6 s are the least that a broker takes. */
  private static final String[] IMPATIENT = {
    "--spring.kafka.streams.properties.main.consumer.session.timeout.ms=6000",
    "--spring.kafka.streams.properties.main.consumer.heartbeat.interval.ms=1500",
    "--spring.kafka.streams.properties.producer.transaction.timeout.ms=5000"
  };

  private final HttpClient http = HttpClient.newHttpClient();
  private final String broker;
  private final Path blobs;
  private final Path folder;
  private final int port = freePort();
  private Process process;

  Monitor(String broker, Path blobs, Path folder) {
    this.broker = broker;
    this.blobs = blobs;
    this.folder = folder;
  }

  Path stateFolder() {
    return folder.resolve("state");
  }

  void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MonitoringService.class.getName());
    command.add("--server.port=" + port);
    command.add("--spring.kafka.bootstrap-servers=" + broker);
    command.addAll(List.of(IMPATIENT));
    command.add("--millrace.blob.store=folder");
    command.add("--millrace.blob.folder=" + blobs);
    command.add("--millrace.topics.partitions=1");
    command.add("--millrace.monitoring.state-dir=" + stateFolder());
    command.add("--millrace.security.tokens.reader.role=owner");
    command.add("--millrace.security.tokens.reader.token=" + TOKEN);
    try {
      Files.createDirectories(folder);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("monitor.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** SIGSTOP, SIGCONT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  void awaitHealthy() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> health().equals("UP"));
  }

  /** Of the streams alone. */
  String health() {
    return json("/actuator/health/monitoringStreams").at("/status").asString();
  }

  boolean isLive() {
    return get("/actuator/health/liveness").statusCode() == 200;
  }

  /** How many of a problem's predictions have met their truth. */
  long counted(String problem) {
    JsonNode versions = json("/v1/problems/" + problem + "/performance").at("/byVersion");
    return versions.valueStream().mapToLong(version -> version.at("/labelled").asLong()).sum();
  }

  void awaitCounted(String problem, long count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> counted(problem) >= count);
  }

  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200 && !path.startsWith("/actuator/health")) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return MillraceJson.mapper().readTree(response.body());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", "Bearer " + TOKEN);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
