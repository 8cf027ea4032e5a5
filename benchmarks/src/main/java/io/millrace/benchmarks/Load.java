package io.millrace.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Keeps connections busy with one request: each sends its next when the answer to the one before is
 * there. All on one thread, so that little of the processors is spent on it.
 *
 * @param request as it is on the wire
 */
record Load(int port, byte[] request, int connections) {

  private static final long LONGEST_NANOS = 60_000_000_000L;

  static Load get(int port, String path) {
    return new Load(port, head("GET", path, port, ""), Ratios.CONNECTIONS);
  }

  static Load post(int port, String path, String json) {
    String body = "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
    byte[] head = head("POST", path, port, body);
    byte[] all = java.util.Arrays.copyOf(head, head.length + json.length());
    System.arraycopy(json.getBytes(StandardCharsets.US_ASCII), 0, all, head.length, json.length());
    return new Load(port, all, Ratios.CONNECTIONS);
  }

  private static byte[] head(String method, String path, int port, String more) {
    return "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(method, path, port, Replica.TOKEN, more)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What came of it.
   *
   * @param failed answers other than 200, and connections that broke
   */
  record Outcome(long requests, long failed, double seconds, Histogram nanos) {

    double perSecond() {
      return requests / seconds;
    }

    double p99Micros() {
      return nanos.getValueAtPercentile(99) / 1e3;
    }
  }

  Outcome run(Duration time) {
    Histogram nanos = new Histogram(LONGEST_NANOS, 3);
    long failed = 0;
    long start = System.nanoTime();
    long end = start + time.toNanos();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(port, request);
        connection.open(selector);
      }
      while (System.nanoTime() < end) {
        selector.select(1000);
        for (SelectionKey key : selector.selectedKeys()) {
          failed += ((Connection) key.attachment()).read(selector, nanos) ? 0 : 1;
        }
        selector.selectedKeys().clear();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return new Outcome(nanos.getTotalCount(), failed, seconds, nanos);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
