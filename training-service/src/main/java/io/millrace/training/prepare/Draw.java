package io.millrace.training.prepare;

import io.millrace.problem.Prepare;
import io.millrace.problem.Prepare.Holdout;

/**
 * Which rows a seed holds out, in SQL. A row's number is drawn from its own id and the seed, so
 * that the row stays on its side when others come.
 *
 * @param table with columns event_id, entity and target
 */
record Draw(Holdout holdout, long seed, String table) {

  String held() {
    return switch (holdout.by()) {
      case LATEST -> "false";
      case RANDOM -> drawn(holdout.groups() ? "entity" : "event_id") + " < " + share();
      case STRATIFIED -> holdout.groups() ? groups() : rows();
    };
  }

  private double share() {
    return switch (holdout.size()) {
      case Prepare.Size.Share(double share) -> share;
      case Prepare.Size.Rows _ -> throw new IllegalStateException("only the latest are counted");
    };
  }

  private String drawn(String unit) {
    return number(seed, "holdout", unit);
  }

  /** A number within [0, 1) that the seed gives a unit; another one for each purpose. */
  static String number(long seed, String purpose, String unit) {
    return "md5_number_lower(%s || coalesce(%s, '')) / 18446744073709551616.0"
        .formatted(Sql.text(seed + "/" + purpose + "/"), unit);
  }

  private String rows() {
    return "row_number() OVER (PARTITION BY target ORDER BY %s, event_id) <= round(%s * count(*) OVER (PARTITION BY target))"
        .formatted(drawn("event_id"), share());
  }

  /** A group counts for the rarest class that it holds. */
  private String groups() {
    return """
        entity IN (
          SELECT entity FROM (
            SELECT entity,
              row_number() OVER (PARTITION BY label ORDER BY %1$s, entity) AS place,
              count(*) OVER (PARTITION BY label) AS among
            FROM (SELECT entity, first(target ORDER BY n, target) AS label
                  FROM (SELECT entity, target, count(*) OVER (PARTITION BY target) AS n FROM %3$s)
                  GROUP BY entity))
          WHERE place <= round(%2$s * among))"""
        .formatted(drawn("entity"), share(), table);
  }
}
