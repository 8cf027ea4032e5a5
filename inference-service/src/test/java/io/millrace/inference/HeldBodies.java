package io.millrace.inference;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests whose bodies do not come: they take up all the room there is for requests. */
record HeldBodies(List<Socket> sockets) implements AutoCloseable {

  static HeldBodies at(int port, String path) throws IOException {
    return new HeldBodies(List.of(halfSent(port, path), halfSent(port, path)));
  }

  private static Socket halfSent(int port, String path) throws IOException {
    Socket socket = new Socket("localhost", port);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: 65536\r\n\r\n{";
    socket
        .getOutputStream()
        .write(head.formatted(path, Client.APPLICATION).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
