package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Task;
import io.millrace.scoring.test.SmallPackages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What keeps the version of ONNX Runtime where it is (see the root pom). */
class OnnxRuntimeProcessTest {

  /** Its telemetry, while it starts, opens a log named after the process. */
  @Test
  void startsNoTelemetry() throws Exception {
    Process process = score("");

    assertThat(process.waitFor()).isZero();
    assertThat(Path.of("/tmp", "mat-debug-" + process.pid() + ".log")).doesNotExist();
  }

  @Test
  void survivesALongCommandLine() throws Exception {
    assertThat(score("x".repeat(60_000)).waitFor()).isZero();
  }

  private static Process score(String argument) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            ScoreOnce.class.getName(),
            argument);
    builder.environment().keySet().removeAll(List.of("CI", "ORT_DISABLE_TELEMETRY"));
    Process process = builder.inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process;
  }

  static final class ScoreOnce {
    public static void main(String[] arguments) {
      try (ScoringModel model =
          ScoringModel.load(
              SmallPackages.onnx(),
              SmallPackages.FEATURES,
              Task.CLASSIFICATION,
              SmallPackages.CLASSES)) {
        model.score(SmallPackages.rows(1));
      }
    }
  }
}
