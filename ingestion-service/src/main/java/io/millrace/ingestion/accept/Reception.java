package io.millrace.ingestion.accept;

import io.millrace.event.Rejection;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes requests in: every row is checked before the first is sent, so that a body broken half-way
 * leaves nothing behind.
 */
public final class Reception {

  private final List<RowReader> readers;
  private final EventLog log;
  private final Limits limits;
  private final Clock clock;

  public Reception(List<RowReader> readers, EventLog log, Limits limits, Clock clock) {
    this.readers = List.copyOf(readers);
    this.log = log;
    this.limits = limits;
    this.clock = clock;
  }

  /** Events of a problem; a target among their fields goes its own way as ground truth. */
  public Receipt events(Problem problem, Body body, String correlationId) {
    EventCheck check = new EventCheck(problem, limits.maxText());
    Instant arrival = clock.instant();
    return receive(
        problem.name(), body, correlationId, row -> check.check(row, arrival, correlationId));
  }

  /** The true values of earlier events. */
  public Receipt groundTruth(Problem problem, Body body, String correlationId) {
    return receive(
        problem.name(), body, correlationId, new TruthCheck(problem, limits.maxText())::check);
  }

  private Receipt receive(
      ProblemName problem, Body body, String correlationId, Function<Incoming.Row, Checked> check) {
    RowReader reader =
        readers.stream()
            .filter(r -> r.reads(body))
            .findFirst()
            .orElseThrow(() -> new UnknownFormatException(body.mediaType()));
    Sorting sorting = new Sorting(problem, limits.maxRows(), clock.instant(), check);
    reader.read(body, sorting::add);
    log.append(sorting.messages, correlationId);
    return new Receipt(sorting.accepted, sorting.refusals, sorting.ids);
  }

  /** Rows of one request, told apart into what is sent and what is said. */
  private static final class Sorting {

    private final ProblemName problem;
    private final int maxRows;
    private final Instant now;
    private final Function<Incoming.Row, Checked> check;
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<Receipt.Refusal> refusals = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private int accepted;

    Sorting(ProblemName problem, int maxRows, Instant now, Function<Incoming.Row, Checked> check) {
      this.problem = problem;
      this.maxRows = maxRows;
      this.now = now;
      this.check = check;
    }

    void add(Incoming incoming) {
      if (accepted + refusals.size() == maxRows) {
        throw new TooManyRowsException(maxRows);
      }
      switch (incoming) {
        case Incoming.Unreadable bad -> refuse(bad, bad.fault(), problem.value());
        case Incoming.Row row -> sort(row, check.apply(row));
      }
    }

    private void sort(Incoming.Row row, Checked checked) {
      switch (checked) {
        case Checked.Refused(Fault fault, String entity) -> refuse(row, fault, entity);
        case Checked.Truth(var event, var truth) -> {
          accepted++;
          messages.add(new Outgoing.Truth(problem, event, truth));
        }
        case Checked.Accepted(var event, var truth, boolean named) -> {
          accepted++;
          messages.add(new Outgoing.Accepted(event));
          truth.ifPresent(t -> messages.add(new Outgoing.Truth(problem, event.id(), t)));
          if (!named) {
            ids.add(event.id().value());
          }
        }
      }
    }

    private void refuse(Incoming row, Fault fault, String entity) {
      refusals.add(
          new Receipt.Refusal(row.position(), fault.field(), fault.found(), fault.expected()));
      messages.add(
          new Outgoing.Refused(
              problem,
              entity,
              new Rejection(
                  row.position(),
                  fault.field(),
                  fault.found(),
                  fault.expected(),
                  row.content().text(),
                  now)));
    }
  }
}
