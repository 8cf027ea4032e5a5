package io.millrace.inference.load;

import io.millrace.scoring.features.RowBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few of the rows that were asked about lately, by which a new version is warmed. */
public final class RecentRows {

  private static final Logger LOG = LoggerFactory.getLogger(RecentRows.class);
  private static final int BATCHES = 4;
  private static final int ROWS = 64;
  private static final int CALLS = 10;
  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final Deque<RowBatch> batches = new ArrayDeque<>();
  private final AtomicLong due = new AtomicLong(System.nanoTime());

  /** Keeps a copy of some of the rows, once a second at most; costs nothing in between. */
  public void sample(RowBatch rows) {
    long now = System.nanoTime();
    long expected = due.get();
    if (rows.size() > 0 && now >= expected && due.compareAndSet(expected, now + EVERY)) {
      keep(rows.slice(0, Math.min(rows.size(), ROWS)));
    }
  }

  private synchronized void keep(RowBatch copy) {
    batches.addFirst(copy);
    if (batches.size() > BATCHES) {
      batches.removeLast();
    }
  }

  private synchronized List<RowBatch> latest() {
    return List.copyOf(batches);
  }

  /** Asks a model that does not serve yet. What it fails at is for the rollout to judge. */
  void warm(ServedModel model) {
    try {
      for (RowBatch rows : latest()) {
        if (rows.schema().equals(model.manifest().schema())) {
          for (int call = 0; call < CALLS; call++) {
            model.model().score(rows);
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Version {} fails at rows that were asked about lately", model.version(), e);
    }
  }
}
