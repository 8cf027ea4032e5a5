package io.millrace.acceptance.faults.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutProxyTest {

  private final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private CutProxy proxy;

  @BeforeEach
  void begin() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
    proxy = new CutProxy(0, server.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesOnInBothDirections() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, 42)).isEqualTo(42);
    }
  }

  @Test
  void aCutResetsWhatIsOpen() throws IOException {
    try (Socket client = connect()) {
      ask(client, 1);

      proxy.cut();

      assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void whatComesDuringACutIsResetToo() throws IOException {
    proxy.cut();

    try (Socket client = connect()) {
      assertThatThrownBy(() -> ask(client, 1)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void anAnswerThatIsCutOffWasAskedForAndNeverComes() throws Exception {
    try (Socket client = connect()) {
      ask(client, 1);
      asked.clear();
      CountDownLatch cut = proxy.cutAtNextAnswer();

      assertThatThrownBy(() -> ask(client, 7)).isInstanceOf(SocketException.class);

      assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void afterMendingItPassesOnAgain() throws IOException {
    proxy.cut();
    proxy.mend();

    try (Socket client = connect()) {
      assertThat(ask(client, 3)).isEqualTo(3);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  /** A closed connection is told from an answer. */
  private static int ask(Socket client, int question) throws IOException {
    client.getOutputStream().write(question);
    int answer = client.getInputStream().read();
    if (answer < 0) {
      throw new SocketException("closed");
    }
    return answer;
  }

  private void echo() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void echo(Socket client) {
    try (client) {
      for (int read = client.getInputStream().read(); read >= 0; ) {
        asked.add(read);
        client.getOutputStream().write(read);
        read = client.getInputStream().read();
      }
    } catch (IOException e) {
      // reset
    }
  }
}
