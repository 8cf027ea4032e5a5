package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A port that passes on to another one until it is cut: then every connection is reset at once,
 * whatever is on its way, and new ones are reset as they come, until it is mended.
 */
final class CutProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile CountDownLatch answerAwaited = new CountDownLatch(0);

  CutProxy(int port, int target) {
    this.target = target;
    try {
      listening = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy-" + port).start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** All connections at once. */
  void cut() {
    cut = true;
    answerAwaited.countDown();
    open.forEach(CutProxy::reset);
    open.clear();
  }

  /**
   * As {@link #cut}, at the moment when the next answer comes: what was asked for is done, and who
   * asked never hears of it.
   *
   * @return counted down once it is cut
   */
  CountDownLatch cutAtNextAnswer() {
    answerAwaited = new CountDownLatch(1);
    return answerAwaited;
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (cut) {
          reset(client);
        } else {
          Thread.ofVirtual().start(() -> join(client));
        }
      } catch (IOException e) {
        // closed, or one connection that came to nothing
      }
    }
  }

  private void join(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      open.add(server);
      if (cut) { // between the acceptance and here
        reset(client);
        reset(server);
        return;
      }
      Thread.ofVirtual().start(() -> pass(client, server, false));
      pass(server, client, true);
    } catch (IOException e) {
      reset(client);
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers && answerAwaited.getCount() > 0) {
          cut();
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one of the two has gone; so does the other
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed already
    }
    try {
      socket.close();
    } catch (IOException e) {
      // as good as closed
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
