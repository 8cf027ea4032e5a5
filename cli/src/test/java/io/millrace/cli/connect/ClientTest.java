package io.millrace.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientTest {

  private static final Request EVENTS =
      Request.post(
          Service.INGESTION, Role.DEVICE, "/events", "[1]".getBytes(StandardCharsets.UTF_8));
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = server(0);
    port = server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void outlastsAMinuteInWhichTheServiceCannotKeepAnything() {
    for (int i = 0; i < 12; i++) {
      answers.add(503);
    }
    try (Client client = client(pauses::add)) {
      assertThat(client.persist(EVENTS, TWO_MINUTES).status()).isEqualTo(202);
    }

    assertThat(pauses).hasSize(12);
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) >= 0);
    assertThat(pauses).as("not all who wait come back at once").doesNotHaveDuplicates();
    assertThat(bodies).hasSize(13).containsOnly("[1]");
  }

  @Test
  void givesUpInTheEndWithWhatTheServiceSaid() {
    for (int i = 0; i < 100; i++) {
      answers.add(503);
    }
    try (Client client = client(pauses::add)) {
      assertThat(client.persist(EVENTS, TWO_MINUTES).isBusy()).isTrue();
      assertThat(client.insist(EVENTS, Duration.ofSeconds(9)).isBusy()).isTrue();
    }

    assertThat(pauses).hasSize(24 + 1);
  }

  @Test
  void outlastsAServiceThatIsKilledAndStartedAgain() {
    Pause restart =
        pause -> {
          pauses.add(pause);
          if (pauses.size() == 3) {
            restart();
          }
        };
    try (Client client = client(restart)) {
      assertThat(client.persist(EVENTS, TWO_MINUTES).status()).isEqualTo(202);
      server.stop(0);

      assertThat(client.persist(EVENTS, TWO_MINUTES).status()).isEqualTo(202);
    }

    assertThat(pauses).hasSize(3);
  }

  @Test
  void saysAtOnceThatAServiceWasNeverThere() {
    server.stop(0);
    try (Client client = client(pauses::add)) {
      assertThatThrownBy(() -> client.persist(EVENTS, TWO_MINUTES))
          .hasMessageContaining("is the stack up?");
    }
    assertThat(pauses).isEmpty();
  }

  private void restart() {
    try {
      server = server(port);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Client client(Pause pause) {
    URI address = URI.create("http://127.0.0.1:" + port);
    return new Client(
        new Connection(Map.of(Service.INGESTION, address), Map.of(), Path.of("home")),
        Duration.ofSeconds(10),
        pause);
  }

  private HttpServer server(int at) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
    started.createContext(
        "/",
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Integer status = answers.poll();
            exchange.getResponseHeaders().set("Retry-After", "5");
            exchange.sendResponseHeaders(status == null ? 202 : status, -1);
          }
        });
    started.start();
    return started;
  }
}
