package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that the rules for Prometheus and the dashboard name. */
final class Observed {

  static final Path FOLDER = Path.of("..", "observe");
  static final Path RULES = FOLDER.resolve("prometheus/millrace-rules.yaml");
  static final Path DASHBOARD = FOLDER.resolve("grafana/millrace.json");

  private static final Pattern NAME =
      Pattern.compile("\\b(millrace|http_server|kafka_consumer|resilience4j)_[a-z0-9_]+");

  /** Those that there are only once something has gone wrong. */
  private static final Set<String> RARE =
      Set.of(
          "millrace_challenger_failures_total",
          "millrace_messages_set_aside_total",
          "millrace_models_refused_total",
          "millrace_requests_failed_total",
          "millrace_trace_spans_total",
          "millrace_webhooks_deliveries_total");

  private Observed() {}

  static Set<String> all() {
    return Stream.of(RULES, DASHBOARD)
        .flatMap(file -> NAME.matcher(read(file)).results().map(found -> found.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of a stack in which nothing has gone wrong. */
  static Set<String> usual() {
    Set<String> usual = all();
    usual.removeAll(RARE);
    return usual;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
