package io.millrace.benchmarks;

import io.millrace.inference.InferenceService;
import io.millrace.ingestion.IngestionService;
import io.millrace.monitoring.MonitoringService;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server in a process of its own. */
record Replica(Process process, int port) implements AutoCloseable {

  static final String TOKEN = "benchmark-token";

  /** Debian's, whose packages the peer is made of. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String TOMCAT =
      "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";

  private static final String JETTY =
      "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";

  /**
   * Starts the inference service.
   *
   * @param server {@code tomcat} or {@code jetty}, with virtual threads either
   * @param partitions of each topic
   */
  static Replica start(Path folder, String bootstrapServers, String server, int partitions)
      throws IOException {
    return start(
        InferenceService.class,
        "1g",
        folder,
        bootstrapServers,
        List.of(
            "--millrace.topics.partitions=" + partitions,
            "--millrace.inference.grpc.port=0",
            "--millrace.inference.cache=" + folder.resolve("cache"),
            "--millrace.inference.instance=benchmark",
            "--millrace.inference.unpublished=1000000",
            "--spring.autoconfigure.exclude=" + (server.equals("jetty") ? TOMCAT : JETTY)));
  }

  /** Starts the ingestion service. */
  static Replica taking(Path folder, String bootstrapServers, int partitions) throws IOException {
    return start(
        IngestionService.class,
        "512m",
        folder,
        bootstrapServers,
        List.of(
            "--millrace.topics.partitions=" + partitions,
            "--millrace.ingestion.land.work-dir=" + folder.resolve("work"),
            "--spring.autoconfigure.exclude=" + JETTY));
  }

  /** Starts the monitoring service. */
  static Replica watching(Path folder, String bootstrapServers, int partitions) throws IOException {
    return start(
        MonitoringService.class,
        "512m",
        folder,
        bootstrapServers,
        List.of(
            "--millrace.topics.partitions=" + partitions,
            "--millrace.monitoring.state-dir=" + folder.resolve("state"),
            "--spring.autoconfigure.exclude=" + JETTY));
  }

  private static Replica start(
      Class<?> service, String heap, Path folder, String bootstrapServers, List<String> settings)
      throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                service.getName(),
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--millrace.blob.folder=" + folder.resolve("blobs"),
                "--millrace.security.tokens.bench.role=owner",
                "--millrace.security.tokens.bench.token=" + TOKEN));
    command.addAll(settings);
    String options = System.getProperty("millrace.benchmarks.server", "");
    command.addAll(1, options.isBlank() ? List.of() : List.of(options.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return start(builder, port, folder.resolve("server.log"));
  }

  /** Starts the peer, where Python has what it needs. */
  static Replica peer(Path script, Path log) throws IOException {
    int port = freePort();
    return start(new ProcessBuilder(PYTHON, script.toString(), Integer.toString(port)), port, log);
  }

  private static Replica start(ProcessBuilder builder, int port, Path log) throws IOException {
    return new Replica(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), port);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until an address is answered with a status. */
  void awaitAnswer(String method, String path, int status, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (answer(http, request) != status) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("%s does not answer %d".formatted(path, status));
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /** 0 for none. */
  private static int answer(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has of the machine's memory, where the system tells (Linux); else 0. */
  long residentMebibytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc", process.pid() + "", "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
