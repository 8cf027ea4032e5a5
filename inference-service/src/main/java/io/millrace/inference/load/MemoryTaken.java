package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import java.util.HashSet;
import java.util.Set;

/** What loaded models take, from before one is loaded until it is closed. */
final class MemoryTaken {

  private static final long LOOK_MILLIS = 50;

  private final Set<Share> shares = new HashSet<>();
  private long bytes;
  private long leaving;

  /** What one model takes. */
  final class Share implements AutoCloseable {
    private final ProblemName problem;
    private final long share;
    private boolean leaves;

    private Share(ProblemName problem, long share) {
      this.problem = problem;
      this.share = share;
    }

    /** The model will be closed after its last call. */
    void leaves() {
      synchronized (MemoryTaken.this) {
        if (!leaves && shares.contains(this)) {
          leaves = true;
          leaving += share;
        }
      }
    }

    @Override
    public void close() {
      synchronized (MemoryTaken.this) {
        if (shares.remove(this)) {
          leaving -= leaves ? share : 0;
          bytes -= share;
          MemoryTaken.this.notifyAll();
        }
      }
    }
  }

  synchronized Share take(ProblemName problem, long bytes) {
    Share share = new Share(problem, bytes);
    shares.add(share);
    this.bytes += bytes;
    return share;
  }

  synchronized int models() {
    return shares.size();
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Of models of which nobody said that they leave. */
  synchronized long staying() {
    return bytes - leaving;
  }

  /** Whether models of other problems take some of it, or are being loaded. */
  synchronized boolean isAnyBut(ProblemName problem) {
    return shares.stream().anyMatch(share -> !share.problem.equals(problem));
  }

  /**
   * Waits until something is given back, or it is time to look again.
   *
   * @return false where the thread is to stop
   */
  synchronized boolean awaitFreed() {
    try {
      wait(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
