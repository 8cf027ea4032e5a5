package io.millrace.ingestion.accept;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.GroundTruth;
import io.millrace.event.Label;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks rows against a problem and makes typed events of them. Fields it does not know pass. */
final class EventCheck {

  private static final EventTime ENVELOPE_TIME = EventTime.of(Optional.empty());

  private final Problem problem;
  private final FeatureCheck features;
  private final TruthCheck truth;
  private final EventTime time;

  EventCheck(Problem problem, int maxText) {
    this.problem = problem;
    this.features = new FeatureCheck(maxText);
    this.truth = new TruthCheck(problem, maxText);
    this.time = EventTime.of(problem.data().timeFormat());
  }

  Checked check(Incoming.Row row, Instant arrival, String correlationId) {
    try {
      return accepted(row, arrival, correlationId);
    } catch (RefusedRow refused) {
      return new Checked.Refused(refused.fault, entityOrProblem(row));
    }
  }

  private Checked.Accepted accepted(Incoming.Row row, Instant arrival, String correlationId)
      throws RefusedRow {
    Map<String, @Nullable Object> values = values(row);
    Optional<EventId> id = id(row);
    Event event =
        new Event(
            problem.name(),
            id.orElseGet(() -> new EventId(UUID.randomUUID().toString())),
            time(row).orElse(arrival),
            entity(row),
            values,
            correlationId);
    return new Checked.Accepted(event, truth(row), id.isPresent());
  }

  private Map<String, @Nullable Object> values(Incoming.Row row) throws RefusedRow {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(row.fields().size());
    for (Feature feature : problem.data().features().features()) {
      switch (features.read(feature, row)) {
        case Reading.Value(Object value) -> values.put(feature.name(), value);
        case Reading.Wrong wrong -> throw new RefusedRow(Fault.of(feature.name(), wrong));
        case Reading.Absent(String found) -> {
          if (!feature.optional()) {
            throw new RefusedRow(new Fault(feature.name(), found, features.expected(feature)));
          }
        }
      }
    }
    return values;
  }

  private Optional<EventId> id(Incoming.Row row) throws RefusedRow {
    String field = problem.data().id();
    @Nullable Object value = present(row, field);
    String name = value == null ? "id" : field;
    @Nullable Object id = value == null ? row.attributes().id() : value;
    return id == null ? Optional.empty() : Optional.of(new EventId(word(name, id)));
  }

  private String entity(Incoming.Row row) throws RefusedRow {
    Optional<String> field = problem.data().key();
    @Nullable Object value = field.isPresent() ? present(row, field.get()) : null;
    String name = value == null ? "subject" : field.orElse("");
    @Nullable Object entity = value == null ? row.attributes().subject() : value;
    return entity == null ? problem.name().value() : word(name, entity);
  }

  private Optional<Instant> time(Incoming.Row row) throws RefusedRow {
    Optional<String> field = problem.data().time();
    @Nullable Object value = field.isPresent() ? present(row, field.get()) : null;
    if (value != null) {
      return Optional.of(readTime(time, field.orElseThrow(), value));
    }
    @Nullable String envelope = row.attributes().time();
    return envelope == null
        ? Optional.empty()
        : Optional.of(readTime(ENVELOPE_TIME, "time", envelope));
  }

  private static Instant readTime(EventTime time, String field, Object value) throws RefusedRow {
    return time.read(value)
        .orElseThrow(() -> new RefusedRow(new Fault(field, Found.of(value), time.expected())));
  }

  private Optional<GroundTruth> truth(Incoming.Row row) throws RefusedRow {
    String target = problem.define().target();
    return switch (truth.value(target, row)) {
      case Reading.Value(Object value) -> Optional.of(new GroundTruth(value));
      case Reading.Absent _ -> Optional.empty();
      case Reading.Wrong wrong -> throw new RefusedRow(Fault.of(target, wrong));
    };
  }

  /** The field's value; null also where it is blank, which names nothing. */
  private static @Nullable Object present(Incoming.Row row, String field) {
    @Nullable Object value = row.fields().get(field);
    return value instanceof String text && text.isBlank() ? null : value;
  }

  private static String word(String field, Object value) throws RefusedRow {
    if (!isName(value)) {
      throw new RefusedRow(new Fault(field, Found.of(value), EventId.allowed()));
    }
    return Label.of(value);
  }

  /** Names are written into headers and keys. */
  static boolean isName(Object value) {
    return !(value instanceof Nested)
        && EventId.isValid(Label.of(value))
        && Text.isWhole(Label.of(value));
  }

  private String entityOrProblem(Incoming.Row row) {
    try {
      return entity(row);
    } catch (RefusedRow unreadable) {
      return problem.name().value();
    }
  }

  /** Leaves the check at the first fault; never seen outside. */
  private static final class RefusedRow extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    RefusedRow(Fault fault) {
      super(fault.field(), null, false, false);
      this.fault = fault;
    }
  }
}
