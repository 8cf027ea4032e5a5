package io.millrace.training.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a process has printed: the beginning, and as much of the end as there is room for. */
final class Printed {

  private static final int FIRST = 64 << 10;
  private static final int LAST = 192 << 10;

  private final StringBuilder first = new StringBuilder();
  private final Deque<String> last = new ArrayDeque<>();
  private int held;
  private long leftOut;

  void add(String line) {
    if (last.isEmpty() && first.length() + line.length() < FIRST) {
      first.append(line).append('\n');
      return;
    }
    last.addLast(line);
    held += line.length();
    while (held > LAST) {
      held -= last.removeFirst().length();
      leftOut++;
    }
  }

  /** The last line that holds some words; empty where none does. */
  String lastWith(String words) {
    String found =
        last.reversed().stream().filter(line -> line.contains(words)).findFirst().orElse("");
    return found.isEmpty()
        ? first.toString().lines().filter(line -> line.contains(words)).findFirst().orElse("")
        : found;
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first.toString().getBytes(StandardCharsets.UTF_8));
    if (leftOut > 0) {
      all.writeBytes(
          "… %,d lines left out …\n".formatted(leftOut).getBytes(StandardCharsets.UTF_8));
    }
    last.forEach(line -> all.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return all.toByteArray();
  }
}
