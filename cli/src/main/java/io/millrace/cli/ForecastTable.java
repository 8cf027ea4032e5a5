package io.millrace.cli;

import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What is forecast of a series, a row for each step. */
final class ForecastTable {

  private ForecastTable() {}

  /**
   * @param forecast as it is told, with a value at least
   */
  static Table of(JsonNode forecast) {
    JsonNode values = forecast.path("values");
    boolean bounded = forecast.path("low").size() == values.size();
    Table table = bounded ? new Table("TIME", "VALUE", "LOW", "HIGH") : new Table("TIME", "VALUE");
    Instant from = Instant.parse(forecast.path("from").asString(""));
    for (int step = 0; step < values.size(); step++) {
      String time = from.plusMillis(step * forecast.path("stepMillis").asLong(0)).toString();
      String value = Words.decimal(values.path(step));
      if (bounded) {
        table.row(
            time,
            value,
            Words.decimal(forecast.path("low").path(step)),
            Words.decimal(forecast.path("high").path(step)));
      } else {
        table.row(time, value);
      }
    }
    return table;
  }
}
