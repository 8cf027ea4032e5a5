package io.millrace.cli;

import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which versions serve a problem, as what, and what is known of them. */
final class RolloutTable {

  private RolloutTable() {}

  /** The version that answers; 0 for none. */
  static int champion(JsonNode rollout) {
    return traffic(rollout).path("champion").asInt(0);
  }

  static Table of(JsonNode rollout) {
    Table table = new Table("VERSION", "ROLE", "SHARE", "EVIDENCE");
    int champion = champion(rollout);
    if (champion > 0) {
      table.row(Integer.toString(champion), "champion", "", "");
    }
    for (JsonNode challenger : traffic(rollout).path("challengers")) {
      table.row(
          Words.text(challenger.path("version")),
          Words.text(challenger.path("role")),
          Words.percent(challenger.path("share").asDouble(0)),
          words(challenger.path("evidence")));
    }
    for (JsonNode back : traffic(rollout).path("rolledBack")) {
      table.row(Words.text(back), "rolled back", "", "");
    }
    return table;
  }

  /** A decision says it of what holds from there on. */
  private static JsonNode traffic(JsonNode rollout) {
    return rollout.path("traffic").isObject() ? rollout.path("traffic") : rollout;
  }

  private static String words(JsonNode evidence) {
    if (!evidence.isObject()) {
      return "none yet";
    }
    List<String> words = new ArrayList<>();
    words.add(
        "%s events by both, %s with a label"
            .formatted(
                Words.count(evidence.path("pairs")), Words.count(evidence.path("labelled"))));
    if (evidence.path("challengerScore").isNumber()) {
      words.add(
          "%s %s, the champion's %s"
              .formatted(
                  Words.text(evidence.path("metric")),
                  Words.decimal(evidence.path("challengerScore")),
                  Words.decimal(evidence.path("championScore"))));
    }
    if (evidence.path("agreement").isNumber()) {
      words.add("agreement " + Words.decimal(evidence.path("agreement")));
    }
    if (evidence.path("slowdown").isNumber()) {
      words.add(Words.decimal(evidence.path("slowdown")) + " times as long");
    }
    words.add(Words.count(evidence.path("failures")) + " failures");
    return String.join("; ", words);
  }
}
