package io.millrace.scoring.model;

import io.millrace.scoring.features.RowBatch;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Rows that somebody waits to have scored. */
final class Call {

  private sealed interface State {}

  private enum Begun implements State {
    WAITING,
    /** To be the scorer, of itself and of others. */
    NEXT
  }

  private record Answered(Scores scores) implements State {}

  private record Failed(Throwable cause) implements State {}

  private final RowBatch rows;
  private final Thread caller = Thread.currentThread();
  private volatile State state = Begun.WAITING;

  Call(RowBatch rows) {
    this.rows = rows;
  }

  RowBatch rows() {
    return rows;
  }

  boolean isWaiting() {
    return state == Begun.WAITING;
  }

  boolean isNext() {
    return state == Begun.NEXT;
  }

  void goesOn() {
    become(Begun.NEXT);
  }

  void answered(Scores scores) {
    become(new Answered(scores));
  }

  void failed(Throwable cause) {
    if (!(state instanceof Answered)) {
      become(new Failed(cause));
    }
  }

  private void become(State next) {
    state = next;
    if (caller != Thread.currentThread()) {
      LockSupport.unpark(caller);
    }
  }

  /** Empty where it was given up while it waited. */
  Optional<Scores> outcome() {
    return switch (state) {
      case Begun _ -> Optional.empty();
      case Answered(Scores scores) -> Optional.of(scores);
      case Failed(Throwable cause) ->
          throw new IllegalStateException("the batch cannot be scored", cause);
    };
  }
}
