package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void namesATakenPortAndTheOptionThatChangesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<Part, Integer> ports = new EnumMap<>(Ports.free().byPart());
      ports.put(Part.TRAINING, taken.getLocalPort());

      assertThatThrownBy(() -> new Ports(ports).requireFree())
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("port %d (training) is taken".formatted(taken.getLocalPort()))
          .hasMessageContaining("--training-port")
          .hasMessageContaining("--port-base");
    }
  }

  @Test
  void findsSixPortsThatNobodyUses() {
    Ports free = Ports.free();

    assertThat(free.byPart().values()).hasSize(6).doesNotHaveDuplicates();
    assertThatCode(free::requireFree).doesNotThrowAnyException();
  }
}
