package io.millrace.ingestion.accept;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Label;
import io.millrace.problem.Data;
import io.millrace.problem.Define;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import org.jspecify.annotations.Nullable;

/** Checks the true value of an event, sent with it or later. */
final class TruthCheck {

  private static final String ID_FIELD = Data.DEFAULT_ID;
  private static final String VALUE_FIELD = "value";

  private final ProblemName problem;
  private final Define define;
  private final int maxText;

  TruthCheck(Problem problem, int maxText) {
    this.problem = problem.name();
    this.define = problem.define();
    this.maxText = maxText;
  }

  /** A row of event id and value. */
  Checked check(Incoming.Row row) {
    @Nullable Object id = row.fields().get(ID_FIELD);
    if (id == null || !EventCheck.isName(id)) {
      return new Checked.Refused(
          new Fault(ID_FIELD, found(row, ID_FIELD), EventId.allowed()), problem.value());
    }
    return switch (value(VALUE_FIELD, row)) {
      case Reading.Value(Object value) ->
          new Checked.Truth(new EventId(Label.of(id)), new GroundTruth(value));
      case Reading.Absent(String found) ->
          new Checked.Refused(new Fault(VALUE_FIELD, found, expected()), problem.value());
      case Reading.Wrong wrong ->
          new Checked.Refused(Fault.of(VALUE_FIELD, wrong), problem.value());
    };
  }

  /** The target in a field of a row. */
  Reading value(String field, Incoming.Row row) {
    @Nullable Object value = row.fields().get(field);
    if (value == null || (value instanceof String text && text.isBlank())) {
      return new Reading.Absent(found(row, field));
    }
    return define.task().isOfNumbers() ? FeatureCheck.number(value, row.textual()) : label(value);
  }

  private Reading label(Object value) {
    if (value instanceof Nested
        || Label.of(value).length() > maxText
        || !Text.isWhole(Label.of(value))) {
      return new Reading.Wrong(Found.of(value), expected());
    }
    return value instanceof Number && FeatureCheck.number(value, false) instanceof Reading.Wrong
        ? new Reading.Wrong(Found.of(value), expected())
        : new Reading.Value(Label.of(value));
  }

  private String expected() {
    return define.task().isOfNumbers()
        ? "a finite number"
        : "a class: text of at most %d characters, a number, true or false".formatted(maxText);
  }

  private static String found(Incoming.Row row, String field) {
    return row.fields().containsKey(field) ? Found.of(row.fields().get(field)) : "nothing";
  }
}
