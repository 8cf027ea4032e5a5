package io.millrace.monitoring.judge;

import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.TrafficChanged;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Where operators decide. It races with verdicts and other operators for the next number: who finds
 * it taken goes on from the decision that has it.
 */
public final class Office {

  private static final int TRIES = 20;

  private final Decisions decisions;
  private final Clock clock;

  public Office(Decisions decisions, Clock clock) {
    this.decisions = decisions;
    this.clock = clock;
  }

  /**
   * @param id of the decision's message
   * @param by who asks
   */
  public record Request(Wish wish, String reason, String by, String id, String correlationId) {}

  /** Hears of every decision that was found to be in force, the operator's own last. */
  @FunctionalInterface
  public interface Publisher {
    void publish(Decision decision);
  }

  /** What came of it. */
  public sealed interface Outcome {
    record Decided(Decision decision) implements Outcome {}

    /** A version that was never registered. */
    record Unknown(String reason) implements Outcome {}

    /** It cannot be as things stand. */
    record Refused(String reason) implements Outcome {}

    /** Try again later. */
    record Unreachable(String reason) implements Outcome {}
  }

  public Outcome decide(Known known, Request request, Publisher publisher) {
    Rollouts now = known.rollouts();
    for (int i = 0; i < TRIES; i++) {
      switch (request.wish().under(now)) {
        case Wish.Answer.Unknown(String reason) -> {
          return new Outcome.Unknown(reason);
        }
        case Wish.Answer.Refused(String reason) -> {
          return new Outcome.Refused(reason);
        }
        case Wish.Answer.Granted granted -> {
          Decisions.Found found = decisions.claim(decision(known, request, now, granted));
          if (!(found instanceof Decisions.Found.Here(Decision made))) {
            return new Outcome.Unreachable("the blob store does not answer");
          }
          now = goOn(known, now, made, publisher);
          if (made.id().equals(request.id())) {
            return new Outcome.Decided(made);
          }
        }
      }
    }
    return new Outcome.Unreachable("others decide at the same time");
  }

  private static Rollouts goOn(Known known, Rollouts now, Decision made, Publisher publisher) {
    if (!made.made().at().isAfter(known.began())) {
      return now.skip(made.number());
    }
    publisher.publish(made);
    return now.decided(made.made().traffic());
  }

  private Decision decision(
      Known known, Request request, Rollouts now, Wish.Answer.Granted granted) {
    int number = now.next();
    Traffic traffic = Numbered.of(granted.traffic(), number);
    ControlMessage message =
        switch (request.wish()) {
          case Wish.Promote _ -> promoted(known, request, granted.version(), traffic);
          case Wish.RollBack _ -> rolledBack(known, request, granted.version(), traffic);
          case Wish.Try _ ->
              new TrafficChanged(
                  known.problem(), request.reason(), request.by(), traffic, clock.instant());
        };
    return new Decision(number, request.id(), message, request.correlationId());
  }

  private ModelPromoted promoted(Known known, Request request, int version, Traffic traffic) {
    return new ModelPromoted(
        known.problem(),
        version,
        request.reason(),
        request.by(),
        evidence(known, version),
        traffic,
        clock.instant());
  }

  private ModelRolledBack rolledBack(Known known, Request request, int version, Traffic traffic) {
    return new ModelRolledBack(
        known.problem(),
        version,
        traffic.champion(),
        request.reason(),
        request.by(),
        evidence(known, version),
        traffic,
        clock.instant());
  }

  private static @Nullable Evidence evidence(Known known, int version) {
    return known.evidence().get(version);
  }
}
