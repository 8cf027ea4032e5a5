package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ContextTest {

  @TempDir private Path home = Path.of("");

  @Test
  void takesAddressesAndTokensFromTheContextsFolder() throws Exception {
    Path folder = Files.createDirectories(home.resolve("contexts").resolve("compose"));
    try (FakeStack stack = new FakeStack(folder)) {
      stack.on("GET /v1/problems/room/runs", 200, "[]");

      assertThat(of("--context", "compose", "runs", "room", "--home", home.toString()).exitCode())
          .isZero();
      assertThat(of("runs", "--context", "compose", "room", "--home", home.toString()).exitCode())
          .isZero();

      assertThat(stack.seen("/runs"))
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.token()).isEqualTo("t-reader"));
    }
  }

  @Test
  void saysWhatIsMissingOfAContextThatIsNotThere() {
    Run run = of("--context", "staging", "runs", "room", "--home", home.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no context 'staging'").contains("stack.json");
  }

  @Test
  void aContextIsNoPath() {
    Run run = of("--context", "../elsewhere", "runs", "room", "--home", home.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'../elsewhere' is no context");
  }

  private static Run of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return new Run(line.execute(args), out.toString(), err.toString());
  }
}
