package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A request byte for byte, as no client library would send it. */
final class RawRequest implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final OutputStream out;

  RawRequest(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
  }

  RawRequest send(String text) throws IOException {
    return send(text.getBytes(UTF_8));
  }

  RawRequest send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Whether the other side still takes bytes. */
  boolean trickles(String text) {
    try {
      send(text);
      return socket.getInputStream().available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What is answered until the other side closes, or the answer ends. */
  String answer() throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] piece = new byte[8192];
    for (int n = socket.getInputStream().read(piece); n > 0; n = read(piece)) {
      answer.append(new String(piece, 0, n, ISO_8859_1));
      if (isWhole(answer.toString())) {
        break;
      }
    }
    return answer.toString();
  }

  private int read(byte[] piece) {
    try {
      return socket.getInputStream().read(piece);
    } catch (IOException closed) {
      return -1;
    }
  }

  private static boolean isWhole(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    int length = answer.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (head < 0) {
      return false;
    }
    if (length < 0 || length > head) {
      return answer.endsWith("0\r\n\r\n");
    }
    int end = answer.indexOf("\r\n", length);
    return answer.length()
        >= head + 4 + Integer.parseInt(answer.substring(length + "content-length: ".length(), end));
  }

  static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
