package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The first of the README's two commands. */
class DemoIT {

  @Test
  void theDemoShowsTheWholeTurnAndEndsByItself() throws Exception {
    Millrace.Result demo = Millrace.run(Files.createTempDirectory(Millrace.work(), "demo"), "demo");

    assertThat(demo.exitCode()).as(demo.output()).isZero();
    assertThat(demo.output())
        .containsSubsequence("landed", "trained v1", "serv", "drifted", "trained v2", "recovered");
  }
}
