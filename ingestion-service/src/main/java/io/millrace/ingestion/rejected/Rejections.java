package io.millrace.ingestion.rejected;

import io.millrace.problem.ProblemName;
import java.util.List;

/** Lists what was refused. */
public final class Rejections {

  /** So many are listed or replayed at once, at most: each may be 64 KiB long. */
  public static final int MOST = 500;

  private static final long ROW = 1000;

  private final RejectionTopic topic;

  public Rejections(RejectionTopic topic) {
    this.topic = topic;
  }

  /**
   * @param rows the newest first
   * @param complete whether the topic was read as far back as needed
   */
  public record Listing(List<Refused> rows, boolean complete) {

    /** Bytes that it takes in memory, or nearly so. */
    public long weight() {
      return rows.stream().mapToLong(row -> ROW + row.rejection().content().length()).sum();
    }
  }

  public Listing find(ProblemName problem, Wanted wanted) {
    Gathering gathering = new Gathering(wanted);
    boolean complete = topic.read(problem, gathering);
    return new Listing(gathering.found(), complete);
  }
}
