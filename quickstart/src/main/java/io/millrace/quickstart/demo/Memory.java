package io.millrace.quickstart.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process holds of the machine's memory, as the system says. */
final class Memory {

  private Memory() {}

  static String of(long pid) {
    try {
      return "%d MB".formatted(Math.round(kilobytes(pid) / 1024.0));
    } catch (IOException | NumberFormatException e) {
      return "unknown";
    }
  }

  private static long kilobytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    return Long.parseLong(
        new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
  }
}
