package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.ModelSlot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What serves a problem now, and what did before. */
public final class ServedProblem {

  private static final int REMEMBERED = 20;

  private final ProblemName name;
  private final ModelSlot<ServedModel> slot = new ModelSlot<>();
  private final LongAdder streamed = new LongAdder();
  private final Deque<Earlier> earlier = new ArrayDeque<>();

  ServedProblem(ProblemName name) {
    this.name = name;
  }

  /** A version that served before. */
  public record Earlier(int version, Instant loadedAt, Instant replacedAt) {}

  public ProblemName name() {
    return name;
  }

  /** The model, to be given back soon; empty once the problem is gone. */
  public Optional<Lease<ServedModel>> acquire() {
    return slot.acquire();
  }

  /** How many events of the stream have been predicted since the service started. */
  public long streamed() {
    return streamed.sum();
  }

  public void countStreamed(int predictions) {
    streamed.add(predictions);
  }

  /** The latest first. */
  public synchronized List<Earlier> earlier() {
    return List.copyOf(earlier);
  }

  synchronized void swap(ServedModel next) {
    slot.acquire().ifPresent(lease -> remember(lease, next.loadedAt()));
    slot.swap(next);
  }

  private void remember(Lease<ServedModel> lease, Instant now) {
    try (lease) {
      earlier.addFirst(new Earlier(lease.model().version(), lease.model().loadedAt(), now));
      if (earlier.size() > REMEMBERED) {
        earlier.removeLast();
      }
    }
  }

  void retire() {
    slot.retire();
  }
}
