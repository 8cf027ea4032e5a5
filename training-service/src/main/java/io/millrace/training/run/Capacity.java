package io.millrace.training.run;

import io.millrace.problem.Compute;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The cores and the memory that all runs of this instance have together. A run that asks for
 * nothing gets an equal part, one that asks for more than there is gets all, and waits until that
 * much is free.
 */
public final class Capacity implements AutoCloseable {

  private final int cores;
  private final long memory;
  private final int runs;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private int freeCores;
  private long freeMemory;
  private boolean closed;

  /**
   * @param memory in bytes
   * @param runs how many at a time, if none asks for more
   */
  public Capacity(int cores, long memory, int runs) {
    this.cores = cores;
    this.memory = memory;
    this.runs = runs;
    this.freeCores = cores;
    this.freeMemory = memory;
  }

  /** What a run gets that asks for this. */
  public Share share(Compute asked) {
    int usual = Math.max(1, cores / runs);
    return new Share(
        Math.min(cores, asked.cores().orElse(usual)),
        Math.min(memory, asked.memory().orElse(memory / runs)),
        asked.device());
  }

  /** A part that is taken, until it is given back. */
  final class Taken implements AutoCloseable {

    private final Share share;

    private Taken(Share share) {
      this.share = share;
    }

    @Override
    public void close() {
      free(share);
    }
  }

  /**
   * Waits until there is as much.
   *
   * @throws RejectedExecutionException where all ends
   */
  Taken take(Share share) {
    lock.lock();
    try {
      while (!closed && (freeCores < share.cores() || freeMemory < share.memory())) {
        changed.await();
      }
      if (closed) {
        throw new RejectedExecutionException("the service ends");
      }
      freeCores -= share.cores();
      freeMemory -= share.memory();
      return new Taken(share);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void free(Share share) {
    lock.lock();
    try {
      freeCores += share.cores();
      freeMemory += share.memory();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any longer. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
