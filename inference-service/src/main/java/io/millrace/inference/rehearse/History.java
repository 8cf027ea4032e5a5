package io.millrace.inference.rehearse;

import io.millrace.event.Schema;
import io.millrace.inference.score.RowsAs;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.List;

/** What the broker still has of a problem's events and of what is true of them. */
public interface History {

  /** Takes events, batch by batch. */
  @FunctionalInterface
  interface Events {

    /**
     * @param ids of the rows' events
     * @param reread for a version that takes other rows
     * @param done the share of what there is that has been read
     * @return whether more are wanted
     */
    boolean take(RowBatch rows, List<String> ids, RowsAs reread, double done);
  }

  /** Takes what is true of events. */
  @FunctionalInterface
  interface Truths {
    void take(String event, Object truth);
  }

  /**
   * Reads what was sent since, up to what there is when the reading begins.
   *
   * @param schema by which the rows are read; those that it does not take are left out
   * @throws IllegalStateException where the broker does not tell in time
   */
  void events(ProblemName problem, Schema schema, Instant since, Events events);

  /** As {@link #events}. */
  void truths(ProblemName problem, Instant since, Truths truths);
}
