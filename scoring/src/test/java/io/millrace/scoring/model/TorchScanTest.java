package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScanTest {

  private static final String MODULE =
      """
      class Net(Module):
        __parameters__ = ["weight", ]
        def forward(self: __torch__.Net, x: Tensor) -> Tensor:
          _0 = torch.linear(x, self.weight)
          if ops.prim.is_cuda(x):
            return ops.aten.relu(_0)
          return torch.softmax(_0, 1)
      """;

  @Test
  void takesWhatComputes() throws IOException {
    byte[] program = program("net/code/__torch__.py", MODULE);

    assertThatCode(() -> TorchScan.check(program)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.save(x, \"/tmp/x\")",
        "torch.from_file(\"/etc/passwd\", None, 10)",
        "ops.aten.from_file (\"/etc/passwd\")",
        "torch.load(\"x\")"
      })
  void refusesWhatReadsOrWritesFiles(String call) throws IOException {
    byte[] program = program("net/code/__torch__/deep/net.py", MODULE + "    " + call);

    assertThatThrownBy(() -> TorchScan.check(program)).hasMessageContaining("files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops.steal.all(x)", "__torch__.torch.classes.my.Thing"})
  void refusesOperatorsThatAreNotPyTorchs(String call) throws IOException {
    byte[] program = program("net/code/__torch__.py", MODULE + "    " + call);

    assertThatThrownBy(() -> TorchScan.check(program)).hasMessageContaining("not PyTorch's own");
  }

  @Test
  void refusesWhatIsNoProgram() throws IOException {
    byte[] pickled = program("net/data.pkl", "x");

    assertThatThrownBy(() -> TorchScan.check(pickled)).hasMessageContaining("no code");
    assertThatThrownBy(() -> TorchScan.check(new byte[] {1, 2, 3}))
        .hasMessageContaining("no zip file");
  }

  private static byte[] program(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
