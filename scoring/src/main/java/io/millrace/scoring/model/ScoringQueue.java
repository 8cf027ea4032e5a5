package io.millrace.scoring.model;

import io.millrace.scoring.features.RowBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Calls of one model that come at the same time are scored in one native call. It has no thread of
 * its own: the caller who finds a scorer free is the scorer, at once and for itself; who finds none
 * waits, and is scored by one of them together with all the others who wait. So a model at rest
 * answers without a wait, and the more come the larger the batches are.
 */
public final class ScoringQueue {

  /** For so long a scorer that has its own answer works on for others before it hands over. */
  private static final long LINGER_NANOS = 200_000;

  private final Function<List<RowBatch>, List<Scores>> model;
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition come = lock.newCondition();
  private final Deque<Call> waiting = new ArrayDeque<>();
  private int waitingRows;
  private int scorers;

  /** Until then more callers are to be expected. */
  private long companyUntil = System.nanoTime();

  /**
   * @param scorers native calls at a time
   * @param maxBatch rows of several callers in one native call
   * @param maxDelay for which a batch is held open for more rows while there is more than one
   *     caller; zero for never
   * @param maxWaiting rows
   * @param patience after which a call that still waits is given up
   */
  public record Limits(
      int scorers, int maxBatch, Duration maxDelay, int maxWaiting, Duration patience) {

    /** What one native call takes at most. */
    public static final int LARGEST_BATCH = Engine.PIECE;

    public Limits {
      if (scorers < 1 || maxBatch < 1 || maxBatch > LARGEST_BATCH || maxWaiting < 1) {
        throw new IllegalArgumentException(
            "scorers %d, batch %d, waiting %d".formatted(scorers, maxBatch, maxWaiting));
      }
    }
  }

  public ScoringQueue(ScoringModel model, Limits limits) {
    this(model::scoreAll, limits);
  }

  ScoringQueue(Function<List<RowBatch>, List<Scores>> model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  /**
   * Scores every row of a batch.
   *
   * @return empty where too much waits already, or it has waited for too long
   * @throws IllegalStateException where the graph cannot be run, for this batch or one that it was
   *     scored with
   */
  public Optional<Scores> score(RowBatch rows) {
    if (rows.size() == 0) {
      return Optional.of(model.apply(List.of(rows)).getFirst());
    }
    Call call = new Call(rows);
    switch (enter(call)) {
      case SCORES -> work(call);
      case WAITS -> await(call);
      case LEAVES -> {
        return Optional.empty();
      }
    }
    return call.outcome();
  }

  /** Rows that wait. */
  int waiting() {
    lock.lock();
    try {
      return waitingRows;
    } finally {
      lock.unlock();
    }
  }

  private enum Entry {
    SCORES,
    WAITS,
    LEAVES
  }

  /** While a scorer is free nobody waits. */
  private Entry enter(Call call) {
    lock.lock();
    try {
      if (scorers < limits.scorers()) {
        scorers++;
        return Entry.SCORES;
      }
      if (!waiting.isEmpty() && waitingRows + call.rows().size() > limits.maxWaiting()) {
        return Entry.LEAVES;
      }
      waiting.add(call);
      waitingRows += call.rows().size();
      come.signal();
      return Entry.WAITS;
    } finally {
      lock.unlock();
    }
  }

  private void await(Call call) {
    long end = System.nanoTime() + limits.patience().toNanos();
    boolean interrupted = false;
    while (call.isWaiting()) {
      long left = end - System.nanoTime();
      if (left <= 0 && withdraw(call)) {
        break;
      }
      LockSupport.parkNanos(this, Math.max(left, 1_000_000));
      interrupted |= Thread.interrupted();
    }
    if (call.isNext()) {
      work(call);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the call was still waiting and does so no more. */
  private boolean withdraw(Call call) {
    lock.lock();
    try {
      boolean waited = waiting.remove(call);
      if (waited) {
        waitingRows -= call.rows().size();
      }
      return waited;
    } finally {
      lock.unlock();
    }
  }

  /** Scores a call and those that wait, for a while, and then hands over to the next of them. */
  private void work(Call own) {
    List<Call> turn = gather(own);
    long end = 0;
    while (!turn.isEmpty()) {
      score(turn);
      long now = System.nanoTime();
      end = end == 0 ? now + LINGER_NANOS : end;
      turn = now < end ? next() : leave();
    }
  }

  /** The first turn: the call, and who waits. */
  private List<Call> gather(Call own) {
    lock.lock();
    try {
      if (System.nanoTime() - companyUntil < 0) {
        holdOpen(own.rows().size());
      }
      List<Call> turn = new ArrayList<>();
      turn.add(own);
      take(turn, own.rows().size());
      return turn;
    } finally {
      lock.unlock();
    }
  }

  private void holdOpen(int rows) {
    long nanos = limits.maxDelay().toNanos();
    try {
      while (nanos > 0 && rows + waitingRows < limits.maxBatch()) {
        nanos = come.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another turn; where nobody waits there is none, and a scorer is free. */
  private List<Call> next() {
    lock.lock();
    try {
      List<Call> turn = new ArrayList<>();
      take(turn, 0);
      if (turn.isEmpty()) {
        scorers--;
      }
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** No further turn: whoever waits longest goes on. */
  private List<Call> leave() {
    lock.lock();
    try {
      Call heir = waiting.poll();
      if (heir == null) {
        scorers--;
      } else {
        waitingRows -= heir.rows().size();
        heir.goesOn();
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void take(List<Call> turn, int rows) {
    int sum = rows;
    for (Call next = waiting.peek(); next != null; next = waiting.peek()) {
      sum += next.rows().size();
      if (!turn.isEmpty() && sum > limits.maxBatch()) {
        break;
      }
      waitingRows -= next.rows().size();
      turn.add(waiting.remove());
    }
    if (!turn.isEmpty()) {
      long delay = turn.size() > 1 ? limits.maxDelay().toNanos() : 0;
      companyUntil = System.nanoTime() + delay;
    }
  }

  private void score(List<Call> turn) {
    try {
      List<RowBatch> batches = new ArrayList<>(turn.size());
      turn.forEach(call -> batches.add(call.rows()));
      List<Scores> scores = model.apply(batches);
      for (int i = 0; i < turn.size(); i++) {
        turn.get(i).answered(scores.get(i));
      }
    } catch (RuntimeException | Error e) { // or those that wait would do so for ever
      turn.forEach(call -> call.failed(e));
    }
  }
}
