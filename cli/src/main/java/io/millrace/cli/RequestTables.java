package io.millrace.cli;

import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What was asked of a problem's versions, how long answers took, and what failed. */
final class RequestTables {

  private RequestTables() {}

  static Table served(JsonNode traffic) {
    Table table =
        new Table(
            "VERSION", "CHANNEL", "REQUESTS", "A SECOND", "FAILED", "P50 MS", "P95 MS", "P99 MS");
    for (JsonNode each : traffic.path("byVersion")) {
      JsonNode figures = each.path("figures");
      JsonNode micros = figures.path("micros");
      double failed = figures.path("failing").asDouble(0) + figures.path("refused").asDouble(0);
      table.row(
          each.path("version").asInt(0) == 0 ? Words.NONE : Words.text(each.path("version")),
          Words.text(each.path("channel")),
          Words.count(figures.path("requests")),
          Words.decimal(figures.path("perSecond")),
          Words.percent(failed),
          millis(micros.path("p50")),
          millis(micros.path("p95")),
          millis(micros.path("p99")));
    }
    return table;
  }

  static Table failures(JsonNode traffic) {
    Table table = new Table("FAILURE", "SIDE", "REQUESTS");
    for (JsonNode failure : traffic.path("failures")) {
      table.row(
          Words.text(failure.path("kind")),
          Words.text(failure.path("side")),
          Words.count(failure.path("count")));
    }
    return table;
  }

  private static String millis(JsonNode micros) {
    return micros.isNumber()
        ? String.format(Locale.ROOT, "%,.1f", micros.asDouble(0) / 1e3)
        : Words.NONE;
  }
}
