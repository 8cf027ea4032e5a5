package io.millrace.training.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the system says of a process.
 *
 * @param own bytes of memory that it has now and that no file backs, so that nothing but its end
 *     frees them; null where the system does not say, which only Linux does
 * @param peak the most resident memory that it ever had, mapped libraries included; null as above
 */
record Vitals(double cpuSeconds, @Nullable Long own, @Nullable Long peak) {

  private static final int KILO = 10;

  static Vitals of(ProcessHandle process) {
    List<String> status = status(process.pid());
    return new Vitals(
        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0,
        bytes(status, "RssAnon:"),
        bytes(status, "VmHWM:"));
  }

  private static List<String> status(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException e) {
      return List.of(); // another system, or it has just ended
    }
  }

  private static @Nullable Long bytes(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << KILO)
        .findFirst()
        .orElse(null);
  }
}
