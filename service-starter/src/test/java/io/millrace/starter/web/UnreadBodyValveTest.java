package io.millrace.starter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/**
 * A container that reads as much of what nobody asked for as the valve does, as the services' do.
 */
class UnreadBodyValveTest {

  private static final int MB = 1024 * 1024;
  private static final int LARGE = 5 * MB;

  private static WebServer server;

  @BeforeAll
  static void start() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.addEngineValves(
        new UnreadBodyValve(
            DataSize.ofMegabytes(LARGE / MB), new BodyTimeout(Duration.ofSeconds(1))));
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("maxSwallowSize", String.valueOf(LARGE)));
    server =
        factory.getWebServer(
            context -> context.addServlet("refusing", new Refusing()).addMapping("/*"));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.destroy();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 413, 429})
  void whoeverIsRefusedIsHeardOut(int status) throws IOException {
    try (Socket socket = open()) {
      send(socket, head(status, LARGE));
      send(socket, "x".repeat(LARGE));

      assertThat(answered(socket)).isEqualTo(status);
    }
  }

  @Test
  void whoeverIsRefusedMaySendAgain() throws IOException {
    try (Socket socket = open()) {
      for (int i = 0; i < 3; i++) {
        send(socket, head(429, LARGE));
        send(socket, "x".repeat(LARGE));

        assertThat(answered(socket)).isEqualTo(429);
      }
    }
  }

  @Test
  void whoeverIsRefusedSeesItBeforeAllIsSent() throws IOException {
    try (Socket socket = open()) {
      send(socket, head(429, LARGE));

      assertThat(answered(socket)).isEqualTo(429);

      send(socket, "x".repeat(LARGE));
      send(socket, head(204, 0));
      assertThat(answered(socket)).isEqualTo(204);
    }
  }

  @Test
  void hangsUpOnWhoTricklesABodyThatWasAnsweredLongAgo() throws IOException {
    try (Socket socket = open()) {
      send(socket, head(401, LARGE));
      assertThat(answered(socket)).isEqualTo(401);

      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .until(() -> !takes(socket, "x"));
    }
  }

  @Test
  void hangsUpOnWhoSendsMoreThanIsReadForNothing() throws IOException {
    try (Socket socket = open()) {
      send(socket, head(401, 100 * LARGE));
      assertThat(answered(socket)).isEqualTo(401);

      await().atMost(Duration.ofSeconds(20)).until(() -> !takes(socket, "x".repeat(MB)));
    }
  }

  private static Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String head(int status, int length) {
    return "POST /%d HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n".formatted(status, length);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static boolean takes(Socket socket, String text) {
    try {
      send(socket, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The status of an answer that has no body. */
  private static int answered(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = socket.getInputStream().read();
      assertThat(read).as("the end after %s", head).isNotNegative();
      head.append((char) read);
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  /** Answers what the address says, and reads nothing. */
  private static final class Refusing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(Integer.parseInt(request.getRequestURI().substring(1)));
      response.setContentLength(0);
    }
  }
}
