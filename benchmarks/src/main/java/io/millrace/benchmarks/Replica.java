package io.millrace.benchmarks;

import io.millrace.inference.InferenceService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

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
   */
  static Replica start(Path folder, String bootstrapServers, String server) throws IOException {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                InferenceService.class.getName(),
                "--server.port=" + port,
                "--millrace.inference.grpc.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--millrace.blob.folder=" + folder.resolve("blobs"),
                "--millrace.inference.cache=" + folder.resolve("cache"),
                "--millrace.inference.instance=benchmark",
                "--millrace.inference.unpublished=1000000",
                "--millrace.security.tokens.bench.role=data-scientist",
                "--millrace.security.tokens.bench.token=" + TOKEN));
    String options = System.getProperty("millrace.benchmarks.server", "");
    command.addAll(1, options.isBlank() ? List.of() : List.of(options.split(" ")));
    command.add("--spring.autoconfigure.exclude=" + (server.equals("jetty") ? TOMCAT : JETTY));
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
