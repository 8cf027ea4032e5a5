package io.millrace.ingestion.rejected;

import io.millrace.event.Rejection;
import io.millrace.ingestion.accept.Again;
import io.millrace.ingestion.accept.EventLog;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.accept.Outgoing;
import io.millrace.ingestion.accept.Reception;
import io.millrace.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Accepts what was refused, against its problem as it is now. An event keeps its id, or gets one
 * made of the refusal's, so that a replay that is cut short and done again brings no second event
 * with a name of its own.
 */
public final class Replays {

  private final Rejections rejections;
  private final Reception reception;
  private final EventLog log;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public Replays(Rejections rejections, Reception reception, EventLog log) {
    this.rejections = rejections;
    this.reception = reception;
    this.log = log;
  }

  /** The oldest first, as they came. */
  public List<Outcome> replay(Problem problem, Order order, String correlationId) {
    if (!oneAtATime.tryLock()) {
      throw LogUnavailableException.forNow("Another replay is under way");
    }
    try {
      List<Refused> found = rejections.find(problem.name(), order.wanted()).rows().reversed();
      Batch batch = new Batch(problem, order, correlationId);
      found.forEach(batch::add);
      // What is said to be replayed has to be in the log before it is said
      log.append(batch.messages, correlationId);
      log.append(batch.replayed, correlationId);
      return batch.outcomes(found);
    } finally {
      oneAtATime.unlock();
    }
  }

  private final class Batch {

    private final Problem problem;
    private final Order order;
    private final String correlationId;
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<Outgoing> replayed = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    Batch(Problem problem, Order order, String correlationId) {
      this.problem = problem;
      this.order = order;
      this.correlationId = correlationId;
    }

    void add(Refused refused) {
      outcomes.add(
          switch (refused.state()) {
            case REPLAYED -> new Outcome.ReplayedBefore(refused.id());
            case OPEN ->
                switch (again(refused)) {
                  case Again.Refused(Fault fault) -> new Outcome.RefusedAgain(refused.id(), fault);
                  case Again.Taken(var taken) -> take(refused, taken);
                };
          });
    }

    private Outcome take(Refused refused, List<Outgoing> taken) {
      messages.addAll(taken);
      replayed.add(
          new Outgoing.Replayed(problem.name(), refused.id(), refused.place().partition()));
      return new Outcome.Replayed(refused.id());
    }

    private Again again(Refused refused) {
      Rejection rejection = refused.rejection();
      byte @Nullable [] mended = order.mended().get(refused.id());
      byte[] content = mended == null ? content(rejection) : mended;
      return switch (rejection.kind()) {
        case Rejection.EVENT ->
            reception.eventAgain(
                problem,
                content,
                "rejected-" + refused.id(),
                rejection.rejectedAt(),
                correlationId);
        case Rejection.GROUND_TRUTH -> reception.groundTruthAgain(problem, content);
        default ->
            new Again.Refused(
                new Fault("", "a message between services", "an event or a true value"));
      };
    }

    List<Outcome> outcomes(List<Refused> found) {
      TreeSet<String> missing = new TreeSet<>(order.ids());
      found.forEach(refused -> missing.remove(refused.id()));
      missing.forEach(id -> outcomes.add(new Outcome.Unknown(id)));
      return List.copyOf(outcomes);
    }
  }

  private static byte[] content(Rejection rejection) {
    try {
      return Rejection.BASE64.equals(rejection.encoding())
          ? Base64.getDecoder().decode(rejection.content())
          : rejection.content().getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
