package io.millrace.ingestion.accept;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests in: every row is checked before the first is sent, so that a body broken half-way
 * leaves nothing behind.
 */
public final class Reception {

  private static final String JSON = "application/json";
  private static final String CLOUD_EVENT = "application/cloudevents+json";

  private final List<RowReader> readers;
  private final RowWriter writer;
  private final EventLog log;
  private final Limits limits;
  private final Clock clock;

  public Reception(
      List<RowReader> readers, RowWriter writer, EventLog log, Limits limits, Clock clock) {
    this.readers = List.copyOf(readers);
    this.writer = writer;
    this.log = log;
    this.limits = limits;
    this.clock = clock;
  }

  /** Events of a problem; a target among their fields goes its own way as ground truth. */
  public Receipt events(Problem problem, Body body, String correlationId) {
    Instant arrival = clock.instant();
    return receive(
        problem.name(),
        body,
        correlationId,
        RowCheck.ofEvents(problem, limits.maxText(), writer, arrival, correlationId));
  }

  /** The true values of earlier events. */
  public Receipt groundTruth(Problem problem, Body body, String correlationId) {
    return receive(
        problem.name(), body, correlationId, RowCheck.ofTruths(problem, limits.maxText(), writer));
  }

  private Receipt receive(ProblemName problem, Body body, String correlationId, RowCheck check) {
    Sorting sorting = new Sorting(problem, limits, clock.instant(), body.budget(), check);
    read(body, sorting);
    log.append(sorting.messages(), correlationId);
    return sorting.receipt();
  }

  private void read(Body body, Sorting sorting) {
    reader(body).read(body, sorting::add);
  }

  private RowReader reader(Body body) {
    return readers.stream()
        .filter(r -> r.reads(body))
        .findFirst()
        .orElseThrow(() -> new UnknownFormatException(body.mediaType()));
  }

  /**
   * Looks at an event that was refused once as if it came now; nothing is sent.
   *
   * @param json the event, or a CloudEvent with it
   * @param id its name where it has none of its own
   * @param arrival its time where it has none of its own
   */
  public Again eventAgain(
      Problem problem, byte[] json, String id, Instant arrival, String correlationId) {
    return again(
        json,
        id,
        RowCheck.ofEvents(problem, limits.maxText(), writer, arrival, correlationId),
        problem.name());
  }

  /** As {@link #eventAgain}, a true value. */
  public Again groundTruthAgain(Problem problem, byte[] json) {
    return again(json, "", RowCheck.ofTruths(problem, limits.maxText(), writer), problem.name());
  }

  private Again again(byte[] json, String id, RowCheck check, ProblemName problem) {
    try {
      return switch (only(json)) {
        case Incoming.Unreadable(_, _, Fault fault) -> new Again.Refused(fault);
        case Incoming.Row row -> again(problem, check.check(named(row, id)));
      };
    } catch (BrokenBodyException e) {
      return new Again.Refused(
          new Fault("", String.valueOf(e.getMessage()), "one row as a JSON object"));
    }
  }

  private static Again again(ProblemName problem, Checked checked) {
    return switch (checked) {
      case Checked.Refused(Fault fault, _) -> new Again.Refused(fault);
      case Checked.Truth(var event, var truth) ->
          new Again.Taken(List.of(new Outgoing.Truth(problem, event, truth)));
      case Checked.Accepted accepted -> new Again.Taken(accepted.messages());
    };
  }

  /** The one row; a CloudEvent is known by what it says of itself. */
  private Incoming only(byte[] json) {
    Incoming flat = only(new Body(json, JSON, _ -> null));
    return flat instanceof Incoming.Row row && isCloudEvent(row.fields())
        ? only(new Body(json, CLOUD_EVENT, _ -> null))
        : flat;
  }

  private Incoming only(Body body) {
    List<Incoming> rows = new ArrayList<>();
    reader(body).read(body, rows::add);
    if (rows.size() != 1) {
      throw new BrokenBodyException("%d rows".formatted(rows.size()), 1, 1);
    }
    return rows.getFirst();
  }

  private static boolean isCloudEvent(Map<String, @Nullable Object> fields) {
    return fields.get("specversion") instanceof String
        && (fields.containsKey("data") || fields.containsKey("data_base64"));
  }

  private static Incoming.Row named(Incoming.Row row, String id) {
    Attributes its = row.attributes();
    return its.id() != null || id.isEmpty()
        ? row
        : new Incoming.Row(
            row.position(),
            row.content(),
            row.fields(),
            row.textual(),
            new Attributes(id, its.time(), its.subject()));
  }
}
