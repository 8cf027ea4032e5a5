package io.millrace.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where each part listens, on the loopback address. */
public record Ports(Map<Part, Integer> byPart) {

  public Ports {
    byPart = Collections.unmodifiableMap(new EnumMap<>(byPart));
  }

  /** 8081 to 8084, 9092 for the broker, and 9083 for inference over gRPC. */
  public static Ports usual() {
    Map<Part, Integer> ports = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      ports.put(part, part.usualPort());
    }
    return new Ports(ports);
  }

  /** Six in a row: ingestion, training, inference, monitoring, broker, gRPC. */
  public static Ports from(int first) {
    Map<Part, Integer> ports = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      ports.put(part, first + part.ordinal());
    }
    return new Ports(ports);
  }

  /** Six that nobody uses at the moment. */
  public static Ports free() {
    Map<Part, Integer> ports = new EnumMap<>(Part.class);
    List<ServerSocket> held = new java.util.ArrayList<>();
    try {
      for (Part part : Part.values()) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.put(part, socket.getLocalPort());
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new StackFailure("no free port: " + e.getMessage(), e);
    }
    return new Ports(ports);
  }

  public int of(Part part) {
    return byPart.getOrDefault(part, part.usualPort());
  }

  /**
   * @throws StackFailure naming every port that is taken, and the option that changes it
   */
  void requireFree() {
    List<String> taken =
        byPart.entrySet().stream()
            .filter(port -> isTaken(port.getValue()))
            .map(Ports::complaint)
            .toList();
    if (!taken.isEmpty()) {
      throw new StackFailure(
          String.join("\n", taken)
              + "\nIs another Millrace up? Otherwise give free ports, all at once with --port-base.");
    }
  }

  private static String complaint(Map.Entry<Part, Integer> port) {
    return "port %d (%s) is taken by another program; choose another with %s"
        .formatted(port.getValue(), port.getKey().word(), port.getKey().option());
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
