package io.millrace.cli.rejected;

import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What came of replaying, over all requests that it took. */
public final class ReplayTally {

  private final List<JsonNode> failed = new ArrayList<>();
  private int replayed;
  private int before;

  /** Adds an answer; says how many it has accepted. */
  public int add(JsonNode answer) {
    int accepted = 0;
    for (JsonNode result : answer.path("results")) {
      switch (result.path("outcome").asString("")) {
        case "replayed" -> accepted++;
        case "replayed-before" -> before++;
        default -> failed.add(result);
      }
    }
    replayed += accepted;
    return accepted;
  }

  /** Those refused so far are asked for again by the next request; only its answer counts. */
  public void forgetFailures() {
    failed.clear();
  }

  public boolean isWhole() {
    return failed.isEmpty();
  }

  public String summary() {
    return "%s replayed, %s replayed before, %s not"
        .formatted(Words.count(replayed), Words.count(before), Words.count(failed.size()));
  }

  /** Those that were not replayed, and why. */
  public Table failures() {
    Table table = new Table("ID", "WHY NOT");
    failed.forEach(result -> table.row(Words.text(result.path("id")), why(result)));
    return table;
  }

  private static String why(JsonNode result) {
    return result.path("outcome").asString("").equals("unknown")
        ? "there is none of this id"
        : Reason.of(result);
  }
}
