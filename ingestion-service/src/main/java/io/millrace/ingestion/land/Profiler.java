package io.millrace.ingestion.land;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums up the columns of new files. Data is not held up by a profile that cannot be made. */
final class Profiler {

  private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);
  private static final Set<String> NOT_PROFILED =
      Set.of("event_id", "entity", "correlation_id", "arrived_at", "partition", "offset");
  private static final List<String> QUANTILES = List.of("0.05", "0.25", "0.5", "0.75", "0.95");

  private final Database database;

  Profiler(Database database) {
    this.database = database;
  }

  Map<String, ColumnProfile> profile(List<Path> files) {
    Map<String, ColumnProfile> profile = new LinkedHashMap<>();
    if (files.isEmpty()) {
      return profile;
    }
    try {
      String list = files.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
      database.run(
          "CREATE OR REPLACE TABLE profiled AS FROM read_parquet(%s, union_by_name = true)"
              .formatted(list));
      for (Map.Entry<String, String> column : columns().entrySet()) {
        profile.put(column.getKey(), profile(column.getKey(), column.getValue()));
      }
      database.run("DROP TABLE profiled");
    } catch (SQLException e) {
      LOG.warn("New files have no profile: {}", e.getMessage());
    }
    return profile;
  }

  private Map<String, String> columns() throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    database.query(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'profiled'"
            + " ORDER BY column_index",
        row -> types.put(row.getString(1), row.getString(2)));
    types.keySet().removeAll(NOT_PROFILED);
    return types;
  }

  private ColumnProfile profile(String column, String type) throws SQLException {
    return switch (type) {
      case "DOUBLE" -> numbers(Sql.name(column));
      case "BOOLEAN" -> categories(Sql.name(column), "boolean");
      case "TIMESTAMP" -> times(Sql.name(column));
      default -> categories(Sql.name(column), "category");
    };
  }

  private ColumnProfile numbers(String name) throws SQLException {
    return one(
        "SELECT count(*), count(*) - count(%1$s), min(%1$s), max(%1$s), quantile_cont(%1$s, %2$s)"
            + " FROM profiled",
        name,
        row ->
            new ColumnProfile(
                "number",
                row.getLong(1),
                row.getLong(2),
                row.getObject(3),
                row.getObject(4),
                quantiles(row.getArray(5)),
                Map.of()));
  }

  private ColumnProfile times(String name) throws SQLException {
    return one(
        "SELECT count(*), count(*) - count(%1$s), strftime(min(%1$s), '%%Y-%%m-%%dT%%H:%%M:%%SZ'),"
            + " strftime(max(%1$s), '%%Y-%%m-%%dT%%H:%%M:%%SZ') FROM profiled",
        name,
        row ->
            new ColumnProfile(
                "time",
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                Map.of(),
                Map.of()));
  }

  private ColumnProfile categories(String name, String type) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    database.query(
        "SELECT %1$s::VARCHAR AS word, count(*) AS n FROM profiled WHERE %1$s IS NOT NULL"
                .formatted(name)
            + " GROUP BY word ORDER BY n DESC, word LIMIT 50",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return one(
        "SELECT count(*), count(*) - count(%1$s) FROM profiled",
        name,
        row ->
            new ColumnProfile(type, row.getLong(1), row.getLong(2), null, null, Map.of(), counts));
  }

  private ColumnProfile one(String sql, String name, RowReader reader) throws SQLException {
    List<ColumnProfile> answer = new ArrayList<>();
    database.query(sql.formatted(name, QUANTILES), row -> answer.add(reader.read(row)));
    return answer.getFirst();
  }

  private static Map<String, Double> quantiles(@Nullable Array values) throws SQLException {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    if (values != null) {
      Object[] numbers = (Object[]) values.getArray();
      for (int i = 0; i < numbers.length; i++) {
        quantiles.put(QUANTILES.get(i), ((Number) numbers[i]).doubleValue());
      }
    }
    return quantiles;
  }

  @FunctionalInterface
  private interface RowReader {
    ColumnProfile read(ResultSet row) throws SQLException;
  }
}
