package io.millrace.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One connection that asks again and again. */
final class Connection {

  private static final int ROOM = 1 << 18;

  private final int port;
  private final ByteBuffer request;
  private final ByteBuffer answer = ByteBuffer.allocate(ROOM);
  private @Nullable SocketChannel channel;
  private long sentAt;

  Connection(int port, byte[] request) {
    this.port = port;
    this.request = ByteBuffer.wrap(request);
  }

  void open(Selector selector) throws IOException {
    if (channel != null) {
      channel.close();
    }
    SocketChannel opened = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.configureBlocking(false);
    opened.register(selector, SelectionKey.OP_READ, this);
    channel = opened;
    send(opened);
  }

  private void send(SocketChannel to) throws IOException {
    answer.clear();
    request.rewind();
    sentAt = System.nanoTime();
    while (request.hasRemaining()) {
      to.write(request);
    }
  }

  /** Reads what is there, and asks anew where that was all; false where the answer is none. */
  boolean read(Selector selector, Histogram nanos) throws IOException {
    SocketChannel from = channel;
    if (from == null || !from.isOpen()) {
      return true;
    }
    int n;
    try {
      n = from.read(answer);
    } catch (IOException e) {
      n = -1;
    }
    if (n < 0) {
      open(selector);
      return false;
    }
    return isWhole() ? next(selector, from, nanos) : true;
  }

  private boolean next(Selector selector, SocketChannel from, Histogram nanos) throws IOException {
    String head = head();
    boolean good = head.startsWith("http/1.1 200");
    if (good) {
      nanos.recordValue(System.nanoTime() - sentAt);
    }
    if (head.contains("connection: close")) {
      open(selector);
    } else {
      send(from);
    }
    return good;
  }

  private boolean isWhole() {
    int body = body();
    if (body < 0) {
      return false;
    }
    String head = head();
    int length = head.indexOf("content-length:");
    if (length >= 0) {
      int end = head.indexOf('\r', length);
      return answer.position() - body
          >= Integer.parseInt(head.substring(length + "content-length:".length(), end).strip());
    }
    return !head.contains("chunked") || endsWith("0\r\n\r\n");
  }

  /** Where the body begins; negative while the head is not whole. */
  private int body() {
    byte[] bytes = answer.array();
    for (int i = 3; i < answer.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private String head() {
    return new String(answer.array(), 0, body(), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private boolean endsWith(String end) {
    int from = answer.position() - end.length();
    return from >= 0
        && new String(answer.array(), from, end.length(), StandardCharsets.ISO_8859_1).equals(end);
  }
}
