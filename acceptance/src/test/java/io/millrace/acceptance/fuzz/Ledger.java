package io.millrace.acceptance.fuzz;

import io.millrace.event.Event;
import io.millrace.event.Rejection;
import io.millrace.ingestion.accept.EventLog;
import io.millrace.ingestion.accept.Outgoing;
import io.millrace.ingestion.accept.Receipt;
import io.millrace.starter.messaging.DataMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stands where the broker stands, and holds what a sender is told against what was sent. */
final class Ledger implements EventLog {

  private static final String SOURCE = "/fuzz";

  private final List<Outgoing> sent = new ArrayList<>();

  void open() {
    sent.clear();
  }

  @Override
  public void append(List<Outgoing> messages, String correlationId) {
    sent.addAll(messages);
  }

  void requireNothing() {
    Invariant.holds(sent.isEmpty(), "nothing of a body refused whole is sent", sent);
  }

  /** Every row is either accepted or refused, and what became of it can be read from its topic. */
  void requireAllOf(Receipt receipt) {
    long refused = sent.stream().filter(Outgoing.Refused.class::isInstance).count();
    long events = sent.stream().filter(Outgoing.Accepted.class::isInstance).count();
    long truths = sent.size() - refused - events;
    Invariant.same((long) receipt.refusals().size(), refused, "each refused row is sent");
    Invariant.same(
        (long) receipt.accepted(), events > 0 ? events : truths, "each accepted row is sent");
    requireUseful(receipt);
    sent.forEach(Ledger::requireReadable);
  }

  private static void requireUseful(Receipt receipt) {
    Set<Integer> positions = new HashSet<>();
    for (Receipt.Refusal refusal : receipt.refusals()) {
      Invariant.holds(positions.add(refusal.position()), "a row is refused once", refusal);
      Invariant.holds(
          refusal.position() < receipt.accepted() + receipt.refusals().size(),
          "the rows are numbered without gaps",
          refusal);
      Invariant.holds(!refusal.found().isBlank(), "a refusal says what was found", refusal);
      Invariant.holds(!refusal.expected().isBlank(), "a refusal says what is allowed", refusal);
    }
  }

  private static void requireReadable(Outgoing message) {
    switch (message) {
      case Outgoing.Accepted(Event event) ->
          Invariant.same(
              event,
              DataMessages.readEvent(Records.received(DataMessages.event(event, SOURCE))),
              "an accepted event is read as it was written");
      case Outgoing.Truth(var problem, var id, var truth) ->
          Invariant.same(
              truth,
              DataMessages.readGroundTruth(
                  Records.received(DataMessages.groundTruth(problem, id, truth, SOURCE, "c-1"))),
              "a true value is read as it was written");
      case Outgoing.Refused(var problem, var entity, Rejection rejection) ->
          Invariant.same(
              rejection,
              DataMessages.readRejection(
                  Records.received(
                      DataMessages.rejection(problem, entity, rejection, SOURCE, "c-1"))),
              "a rejection is read as it was written");
      case Outgoing.Replayed replayed ->
          Invariant.holds(false, "nothing that comes is a replay", replayed);
    }
  }
}
