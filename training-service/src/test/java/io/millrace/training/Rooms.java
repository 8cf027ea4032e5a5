package io.millrace.training;

import io.millrace.message.DriftDetected;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.List;

/** A small problem that trains in no time, and rows for it. */
public final class Rooms {

  public static final String PROBLEM =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'taken',
         'success': {'metric': 'f1', 'at-least': 0.7}},
       'data': {'time': 'date', 'features': {'humidity': 'number', 'light': 'number'}},
       'train': {'first-after': '200 rows', 'algorithms': ['gradient-boosting']},
       'monitor': {'drift': {'window': '200 predictions'}, 'retrain': {'cooldown': '0s'}}}""";

  private static final String ROWS =
      """
      SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS event_time,
        CASE WHEN (humidity > %f) = (light > 0.2) THEN '1' ELSE '0' END AS target, humidity, light
      FROM (SELECT i, (hash(i) %% 1000) / 10.0 AS humidity, (hash(i + 7) %% 100) / 100.0 AS light
            FROM range(%d, %d) t(i))""";

  private Rooms() {}

  /** A room that is taken while it is more humid than a threshold, and lit. */
  public static String rows(int from, int to, double threshold) {
    return ROWS.formatted(threshold, from, to);
  }

  /** The time of a row. */
  public static Instant time(int row) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * row);
  }

  public static DriftDetected drift(int version, int fromRow, int toRow) {
    return new DriftDetected(
        new ProblemName("room"),
        DriftDetected.Kind.DATA,
        version,
        List.of(new DriftDetected.Evidence("humidity", "psi", 0.4, 0.1)),
        new DriftDetected.Window(toRow - fromRow, time(fromRow), time(toRow)),
        "humidity moved",
        Instant.now());
  }
}
