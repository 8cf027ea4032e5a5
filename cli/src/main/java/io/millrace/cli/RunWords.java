package io.millrace.cli;

import io.millrace.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How a training is told in words. */
final class RunWords {

  private static final double GIGABYTE = 1L << 30;

  private RunWords() {}

  static boolean isOpen(JsonNode run) {
    String state = run.path("state").asString("");
    return state.equals("queued") || state.equals("running");
  }

  /** What came of it, or how far it is. */
  static String outcome(JsonNode run) {
    String state =
        run.path("waitsForData").asBoolean(false)
            ? "waits for data"
            : Words.text(run.path("state"));
    if (run.path("version").isNumber()) {
      return state + ", version " + Words.text(run.path("version"));
    }
    if (run.path("progress").isObject()) {
      return state + ", " + progress(run);
    }
    String reason = run.path("reason").asString("");
    return reason.isEmpty() ? state : state + ": " + reason;
  }

  /** 43 %, best so far gradient-boosting on all rows 0.912 (trial 2). */
  static String progress(JsonNode run) {
    String percent = run.path("progress").path("percent").asInt(0) + " %";
    JsonNode best = run.path("bestTrial");
    return best.isObject()
        ? "%s, best so far %s on %s %s (trial %d)"
            .formatted(
                percent,
                Words.text(best.path("algorithm")),
                Words.text(best.path("history")),
                Words.decimal(best.path("metric")),
                best.path("trial").asInt(0))
        : percent;
  }

  /** What it used of what it was given, and what follows from that; nothing where nobody knows. */
  static List<String> usage(JsonNode run) {
    JsonNode used = run.path("usage").path("used");
    if (!used.isObject()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    double seconds = Math.max(0.01, used.path("seconds").asDouble(0));
    lines.add(
        String.format(
            Locale.ROOT,
            "took %.1f s, %.1f of %d cores and %s of %.1f GB",
            seconds,
            used.path("cpuSeconds").asDouble(0) / seconds,
            used.path("cores").asInt(0),
            used.path("peakMemory").isNumber()
                ? "at most %.1f GB".formatted(used.path("peakMemory").asDouble(0) / GIGABYTE)
                : "an unknown part",
            used.path("memory").asDouble(0) / GIGABYTE));
    run.path("usage").path("advice").forEach(advice -> lines.add(advice.asString("")));
    return lines;
  }
}
