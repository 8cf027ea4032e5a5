package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./millrace-faults}. */
class FaultsIT {

  private static final int MINUTES = 12;

  @Test
  void nothingIsLostAndNothingCountsTwiceWhileEveryPartIsKilled() throws Exception {
    Path output = Files.createTempFile(Millrace.work(), "faults", ".out");

    int exitCode = kill(output, "--kills", "12", "--seed", "3", "--rate", "60");

    String text = Files.readString(output);
    assertThat(text)
        .as("what ./millrace-faults said")
        .containsPattern(
            "acknowledged=[1-9]\\d* landed=[1-9]\\d* missing=0 doubled=0"
                + " predicted=[1-9]\\d* missing=0 doubled=0 kills=12 seed=3")
        .contains("is frozen", "is cut off", "broker is killed", "store is ")
        .doesNotContain("wrong:");
    assertThat(exitCode).isZero();
  }

  private static int kill(Path output, String... arguments)
      throws IOException, InterruptedException {
    Process process = Millrace.startFaults(output, arguments);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroy();
      throw new AssertionError("it did not end:\n" + Files.readString(output));
    }
    return process.exitValue();
  }
}
