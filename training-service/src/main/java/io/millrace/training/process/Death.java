package io.millrace.training.process;

import io.millrace.training.run.Share;
import io.millrace.training.run.Sizes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what a process died, as far as it left traces.
 *
 * @param status its exit status; 128 and the signal's number where one killed it
 * @param peak the most memory that it was seen to have, in bytes; null where nobody saw
 * @param crash where the JVM writes how native code crashed it
 */
record Death(int status, Share share, @Nullable Long peak, Printed printed, Path crash) {

  private static final int SIGNALS = 128;
  private static final int KILLED = 9;

  /** {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** A plain sentence. */
  String sentence() {
    List<String> traces = crashed();
    if (!traces.isEmpty()) {
      return "the training process crashed in native code: %s; %s"
          .formatted(String.join(", ", traces), memory());
    }
    if (status == OUT_OF_MEMORY) {
      String error = printed.lastWith("java.lang.OutOfMemoryError").replaceFirst(".*Error: ", "");
      return "the training process ran out of memory (%s): its heap had %s of the %s that it was given; train.compute.memory gives more"
          .formatted(error, Sizes.of(share.heap()), Sizes.of(share.memory()));
    }
    if (status > SIGNALS) {
      int signal = status - SIGNALS;
      return "the training process was killed by signal %d%s %s"
          .formatted(signal, signal == KILLED ? ": out of memory?" : ";", memory());
    }
    return "the training process ended with exit code %d; %s".formatted(status, memory());
  }

  private String memory() {
    String had = "it had " + Sizes.of(share.memory());
    return peak == null ? had : had + ", peak " + Sizes.of(peak);
  }

  /** The signal and the frame. */
  private List<String> crashed() {
    if (!Files.exists(crash)) {
      return List.of();
    }
    try {
      List<String> lines =
          Files.readString(crash, StandardCharsets.ISO_8859_1).lines().limit(30).toList();
      return lines.stream()
          .filter(
              line ->
                  line.matches(
                      "# +(SIG[A-Z]+ .*|C +\\[.*|V +\\[.*|There is insufficient.*|Native memory.*)"))
          .map(line -> line.substring(1).strip().replaceFirst(", pid=.*", ""))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
