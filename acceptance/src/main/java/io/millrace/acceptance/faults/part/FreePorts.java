package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ports that stay a part's own while it is down. They lie below those that the system gives to
 * outgoing connections, one of which would otherwise take the port of a part that is being started
 * again.
 */
public final class FreePorts {

  private static final int FIRST = 21_000;
  private static final int LAST = 31_999;

  private int next = FIRST + new Random().nextInt(LAST - FIRST);

  int next() {
    return row(1);
  }

  /** The first of so many neighbours. */
  public int row(int count) {
    for (int tried = FIRST; tried <= LAST; tried++) {
      int first = next + count > LAST ? FIRST : next + 1;
      next = first + count - 1;
      if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
        return first;
      }
    }
    throw new HarnessFailure("no free port from %d to %d".formatted(FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
