package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first of the README's two commands. */
class DemoIT {

  @Test
  void theDemoShowsTheWholeTurnAndEndsByItself() throws Exception {
    Path home = Files.createTempDirectory(Millrace.work(), "demo");
    Millrace.Result demo = Millrace.run(home, Duration.ofMinutes(15), "demo");

    assertThat(demo.exitCode()).as(demo.output()).isZero();
    assertThat(demo.output())
        .containsSubsequence("landed", "trained v1", "serv", "drifted", "trained v2", "recovered");
  }
}
