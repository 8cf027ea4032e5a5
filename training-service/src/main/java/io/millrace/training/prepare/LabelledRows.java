package io.millrace.training.prepare;

import io.millrace.event.Schema;
import io.millrace.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Landed events joined with their ground truth, each event once, in the order of time: row 0 is the
 * oldest. Features are columns {@code f0}, {@code f1}, … in the order of the schema.
 */
final class LabelledRows implements AutoCloseable {

  static final String TABLE = "labelled";

  private final Database database;
  private final Schema schema;
  private final long landed;
  private final long duplicates;
  private final long first;
  private final long end;
  private int choices;

  /**
   * @param schema the features to read; one that no file has is missing everywhere
   * @param since ground truths that came before are left out
   */
  LabelledRows(
      Schema schema,
      Problem problem,
      List<Path> events,
      List<Path> truths,
      Optional<Instant> since,
      Limits limits) {
    this.schema = schema;
    this.database = new Database(limits);
    Joining joining = new Joining(database, schema, problem);
    joining.join(events, truths, since);
    landed = joining.landed();
    duplicates = joining.duplicates();
    end = database.count("SELECT count(*) FROM " + TABLE);
    first = Math.max(0, end - limits.mostRows());
  }

  /** Events of which no ground truth is known. */
  LabelledRows(Schema schema, Problem problem, List<Path> events, Limits limits) {
    this.schema = schema;
    this.database = new Database(limits);
    Joining joining = new Joining(database, schema, problem);
    joining.take(events);
    landed = joining.landed();
    duplicates = joining.duplicates();
    end = database.count("SELECT count(*) FROM " + TABLE);
    first = Math.max(0, end - limits.mostRows());
  }

  Database database() {
    return database;
  }

  Schema schema() {
    return schema;
  }

  /** The first row to use. */
  long first() {
    return first;
  }

  /** One past the last row. */
  long end() {
    return end;
  }

  /** Landed events, resent ones included. */
  long landed() {
    return landed;
  }

  /** Landed events that were there before under the same id. */
  long duplicates() {
    return duplicates;
  }

  /** The first row that is not before a time. */
  long firstSince(Instant time) {
    return database.count(
        "SELECT count(*) FROM %s WHERE epoch_ms(moment) < %d"
            .formatted(TABLE, time.toEpochMilli()));
  }

  /** Landed events before a time, later than all of which the ground truth is known. */
  long unlabelledUntil(Instant time) {
    return database.count(
        "SELECT count(*) FROM landed WHERE copy = 1 AND epoch_ms(moment) < %d AND moment > (SELECT max(moment) FROM %s)"
            .formatted(time.toEpochMilli(), TABLE));
  }

  long count(Rows rows) {
    return database.count("SELECT count(*) FROM %s WHERE %s".formatted(TABLE, rows.where()));
  }

  /** How many of the rows each label has, in alphabetical order. */
  TreeMap<String, Long> labels(Rows rows) {
    TreeMap<String, Long> labels = new TreeMap<>();
    database.forEach(
        "SELECT target, count(*) FROM %s WHERE %s GROUP BY target".formatted(TABLE, rows.where()),
        row -> labels.put(row.getString(1), row.getLong(2)));
    return labels;
  }

  /** The rows' numbers, ascending. */
  long[] numbers(Rows rows) {
    long[] numbers = new long[(int) count(rows)];
    int[] next = {0};
    database.forEach(
        "SELECT nr FROM %s WHERE %s ORDER BY nr".formatted(TABLE, rows.where()),
        row -> numbers[next[0]++] = row.getLong(1));
    return numbers;
  }

  /** A number for each row, the same for rows of one key. */
  int[] groups(Rows rows) {
    int[] groups = new int[(int) count(rows)];
    int[] next = {0};
    database.forEach(
        "SELECT dense_rank() OVER (ORDER BY entity) FROM %s WHERE %s ORDER BY nr"
            .formatted(TABLE, rows.where()),
        row -> groups[next[0]++] = row.getInt(1));
    return groups;
  }

  /** The rows of these numbers, ascending. */
  Rows choose(long[] numbers) {
    int last = numbers.length - 1;
    if (last >= 0 && numbers[last] - numbers[0] == last) {
      return Rows.within(numbers[0], numbers[last] + 1);
    }
    String table = "chosen" + choices++;
    database.run("CREATE TABLE %s (nr BIGINT)".formatted(table));
    database.append(table, numbers);
    return new Rows("nr IN (SELECT nr FROM %s)".formatted(table));
  }

  /** The rows with their features, in the order of time. */
  Part read(Schema features, Rows some, List<String> classes) {
    return new PartReader(this, features, classes).read(some);
  }

  /**
   * The target of the row before each, of the same key where there is one; NaN before the first.
   */
  double[] previous(Rows some, List<String> classes) {
    double[] previous = new double[(int) count(some)];
    int[] next = {0};
    database.forEach(
        "SELECT before FROM (SELECT *, lag(target) OVER (PARTITION BY entity ORDER BY nr) AS before FROM %s) WHERE %s ORDER BY nr"
            .formatted(TABLE, some.where()),
        row -> previous[next[0]++] = PartReader.target(row, 1, classes));
    return previous;
  }

  @Override
  public void close() {
    database.close();
  }
}
