package io.millrace.starter.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the service of this machine whether it lives, and ends with 0 if it does, else with 1: an
 * image without a shell has no {@code curl}. It needs no other class of ours, and speaks HTTP by
 * itself, since Java's client would load a thousand classes each time.
 */
final class HealthCheck {

  private static final int MILLIS = 3_000;
  private static final int STATUS_LINE = 64;

  private HealthCheck() {}

  static void main(String... args) {
    String port = args.length > 0 ? args[0] : System.getenv().getOrDefault("SERVER_PORT", "8080");
    System.exit(lives(Integer.parseInt(port)) ? 0 : 1);
  }

  static boolean lives(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/liveness HTTP/1.0\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(STATUS_LINE);
      return new String(start, StandardCharsets.US_ASCII).matches("(?s)HTTP/1\\.\\d 200 .*");
    } catch (IOException silent) {
      return false;
    }
  }
}
