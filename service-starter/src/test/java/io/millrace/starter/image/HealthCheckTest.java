package io.millrace.starter.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

  @Test
  void passesWhereTheServiceSaysThatItLives() throws IOException {
    assertThat(verdictOf(200)).isTrue();
  }

  @Test
  void failsWhereItSaysThatItDoesNot() throws IOException {
    assertThat(verdictOf(503)).isFalse();
  }

  @Test
  void failsWhereNobodyAnswers() throws IOException {
    HttpServer server = server(200);
    server.stop(0);

    assertThat(HealthCheck.lives(server.getAddress().getPort())).isFalse();
  }

  private static boolean verdictOf(int status) throws IOException {
    HttpServer server = server(status);
    try {
      return HealthCheck.lives(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer server(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/health/liveness",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
