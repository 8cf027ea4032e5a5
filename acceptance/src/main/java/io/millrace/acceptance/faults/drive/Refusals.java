package io.millrace.acceptance.faults.drive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers that no fault excuses, the like ones together. */
final class Refusals {

  private static final Pattern CORRELATION = Pattern.compile("\"correlationId\":\"([^\"]*)\"");

  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private record Seen(int times, String example) {}

  synchronized void add(int status, String body) {
    String kind = status + " " + CORRELATION.matcher(body).replaceAll("");
    Seen before = seen.get(kind);
    seen.put(
        kind,
        before == null
            ? new Seen(1, status + " " + body)
            : new Seen(before.times() + 1, before.example()));
  }

  /** Each kind with how often it came, and its first example. */
  synchronized List<String> all() {
    List<String> all = new ArrayList<>();
    seen.values().forEach(s -> all.add("refused %d times: %s".formatted(s.times(), s.example())));
    return all;
  }
}
