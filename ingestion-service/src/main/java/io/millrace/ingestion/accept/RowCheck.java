package io.millrace.ingestion.accept;

import io.millrace.event.Rejection;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.function.Function;

/** What is checked of each row of a request, and how one that is refused is kept. */
final class RowCheck {

  private static final String TRUTH_FIELD = "value";

  /** A row of text, written with the names of its fields, becomes longer than it came. */
  private static final int MAX_NAMED = 128 * 1024;

  private final String kind;
  private final Function<Incoming.Row, Checked> check;
  private final TypedFields types;
  private final RowWriter writer;

  private RowCheck(
      String kind, Function<Incoming.Row, Checked> check, TypedFields types, RowWriter writer) {
    this.kind = kind;
    this.check = check;
    this.types = types;
    this.writer = writer;
  }

  /**
   * @param arrival the time of an event that has none
   */
  static RowCheck ofEvents(
      Problem problem, int maxText, RowWriter writer, Instant arrival, String correlationId) {
    EventCheck check = new EventCheck(problem, maxText);
    return new RowCheck(
        Rejection.EVENT,
        row -> check.check(row, arrival, correlationId),
        new TypedFields(problem, problem.define().target()),
        writer);
  }

  static RowCheck ofTruths(Problem problem, int maxText, RowWriter writer) {
    return new RowCheck(
        Rejection.GROUND_TRUTH,
        new TruthCheck(problem, maxText)::check,
        new TypedFields(problem, TRUTH_FIELD),
        writer);
  }

  String kind() {
    return kind;
  }

  Checked check(Incoming.Row row) {
    return check.apply(row);
  }

  /** A row of text means nothing without its header, so it is kept as an object of its fields. */
  Kept kept(Incoming.Row row) {
    if (row.textual()) {
      String named = writer.write(types.of(row));
      if (named.length() <= MAX_NAMED) {
        return new Kept(named, Rejection.UTF_8);
      }
    }
    return row.content().kept();
  }
}
