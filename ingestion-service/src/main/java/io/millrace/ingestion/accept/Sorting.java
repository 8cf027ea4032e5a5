package io.millrace.ingestion.accept;

import io.millrace.event.Rejection;
import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of one request, told apart into what is sent and what is said. */
final class Sorting {

  /** What a row holds in memory until it is answered, measured in whole rows of few fields. */
  private static final int ROW = 400;

  private static final int FIELD = 64;
  private static final int REFUSAL = 1000;

  private final ProblemName problem;
  private final Limits limits;
  private final Instant now;
  private final Budget budget;
  private final RowCheck check;
  private final List<Outgoing> messages = new ArrayList<>();
  private final List<Receipt.Refusal> refusals = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private int accepted;

  Sorting(ProblemName problem, Limits limits, Instant now, Budget budget, RowCheck check) {
    this.problem = problem;
    this.limits = limits;
    this.now = now;
    this.budget = budget;
    this.check = check;
  }

  /** In their order: first the row, then the true value that came with it. */
  List<Outgoing> messages() {
    return messages;
  }

  Receipt receipt() {
    return new Receipt(accepted, refusals, ids);
  }

  void add(Incoming incoming) {
    if (accepted + refusals.size() == limits.maxRows()) {
      throw new TooManyRowsException(limits.maxRows());
    }
    switch (incoming) {
      case Incoming.Unreadable bad ->
          refuse(bad.position(), bad.fault(), problem.value(), bad.content().kept());
      case Incoming.Row row -> sort(row, check.check(row));
    }
  }

  private void sort(Incoming.Row row, Checked checked) {
    switch (checked) {
      case Checked.Refused(Fault fault, String entity) ->
          refuse(row.position(), fault, entity, check.kept(row));
      case Checked.Accepted event -> {
        take(row);
        if (!event.named()) {
          ids.add(event.event().id().value());
        }
        messages.addAll(event.messages());
      }
      case Checked.Truth truth -> {
        take(row);
        messages.add(new Outgoing.Truth(problem, truth.event(), truth.truth()));
      }
    }
  }

  private void take(Incoming.Row row) {
    budget.take(ROW + (long) FIELD * row.fields().size() + row.content().length());
    accepted++;
  }

  private void refuse(int position, Fault fault, String entity, Kept kept) {
    budget.take(REFUSAL + kept.text().length());
    refusals.add(new Receipt.Refusal(position, fault.field(), fault.found(), fault.expected()));
    messages.add(
        new Outgoing.Refused(
            problem,
            entity,
            new Rejection(
                check.kind(),
                position,
                fault.field(),
                fault.found(),
                fault.expected(),
                kept.text(),
                kept.encoding(),
                now,
                null)));
  }
}
