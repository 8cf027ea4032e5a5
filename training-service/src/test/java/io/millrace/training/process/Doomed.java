package io.millrace.training.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process for tests, which comes to the end that its argument names. */
final class Doomed {

  private Doomed() {}

  static void main(String... args) throws Exception {
    switch (args[0]) {
      case "heap" -> {
        List<byte[]> all = new ArrayList<>();
        while (!all.contains(new byte[1])) {
          all.add(new byte[1 << 20]);
        }
      }
      case "exit" -> System.exit(7);
      case "wait" -> {
        System.out.println("waiting");
        new CountDownLatch(1).await();
      }
      case "family" -> {
        new ProcessBuilder("sleep", "600").start();
        System.out.println("waiting");
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  static ProcessBuilder command(Path folder, String end) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-XX:-CreateCoredumpOnCrash",
            Doomed.class.getName(),
            end);
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return command.redirectErrorStream(true);
  }
}
