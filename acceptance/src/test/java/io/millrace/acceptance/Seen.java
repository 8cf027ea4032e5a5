package io.millrace.acceptance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What can be seen of a problem from outside. */
public record Seen(RunningStack stack, String problem) {

  /** Landed, as ingestion says. */
  public long rows() {
    return data().path("rows").asLong();
  }

  /** Labels that have landed, as ingestion says. */
  public long labels() {
    return data().path("labels").asLong();
  }

  private JsonNode data() {
    return stack.get("ingestion", "/v1/problems/" + problem + "/data", "reader").body();
  }

  /** How many predictions have met their truth. */
  public long labelled() {
    return stack
        .get("monitoring", "/v1/problems/" + problem + "/performance", "reader")
        .body()
        .path("byVersion")
        .valueStream()
        .mapToLong(version -> version.path("labelled").asLong())
        .sum();
  }

  /** The ids of events, as often as they have landed, read as an analyst would. */
  public List<String> landed() throws SQLException {
    Path files = stack.blobs().resolve("problems/" + problem + "/data/*/*.parquet");
    List<String> found = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery("select event_id from read_parquet('%s')".formatted(files))) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
