package io.millrace.inference.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionBoundsTest {

  private static final byte SETTINGS = 4;
  private static final byte PING = 6;
  private static final String GO_AWAY = "too_many_pings";

  /** A ping of eight bytes, with the flag of an answer. */
  private static final String ACKNOWLEDGED = "\0\0\10\6\1\0\0\0\0";

  private Server server;

  @BeforeEach
  void start() throws IOException {
    server = ConnectionBounds.of(NettyServerBuilder.forPort(0)).build().start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void cutsOffAClientThatPingsAgainAndAgain() throws IOException {
    assertThat(answerTo(10)).contains(GO_AWAY);
  }

  @Test
  void answersAClientThatPingsOnce() throws IOException {
    assertThat(answerTo(1)).contains(ACKNOWLEDGED).doesNotContain(GO_AWAY);
  }

  /** What the server says before it hangs up, or has answered the pings. */
  private String answerTo(int pings) throws IOException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    told.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    told.writeBytes(frame(SETTINGS, 0));
    for (int i = 0; i < pings; i++) {
      told.writeBytes(frame(PING, 8));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(told.toByteArray());
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** A frame of the connection itself, of zeros. */
  private static byte[] frame(byte type, int length) {
    byte[] frame = new byte[9 + length];
    frame[2] = (byte) length;
    frame[3] = type;
    return frame;
  }
}
