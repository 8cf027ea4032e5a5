package io.millrace.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a broker who is in its cluster, in Kafka's own protocol. A broker names itself there only
 * once clients can work with it, some time after it has opened its port.
 */
final class Readiness {

  private static final short METADATA = 3;
  private static final short VERSION = 1;
  private static final int MILLIS = 2_000;

  private Readiness() {}

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
      socket.setSoTimeout(MILLIS);
      ask(new DataOutputStream(socket.getOutputStream()));
      return brokers(new DataInputStream(socket.getInputStream())) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Size, header (key, version, correlation id, no client id), and an empty list of topics. */
  private static void ask(DataOutputStream out) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    DataOutputStream request = new DataOutputStream(bytes);
    request.writeInt(14);
    request.writeShort(METADATA);
    request.writeShort(VERSION);
    request.writeInt(1);
    request.writeShort(-1);
    request.writeInt(0);
    out.write(bytes.toByteArray());
    out.flush();
  }

  private static int brokers(DataInputStream in) throws IOException {
    in.readInt(); // size
    in.readInt(); // correlation id
    return in.readInt();
  }
}
