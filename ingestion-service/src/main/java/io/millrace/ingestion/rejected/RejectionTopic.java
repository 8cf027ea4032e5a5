package io.millrace.ingestion.rejected;

import io.millrace.problem.ProblemName;

/** Where rejections lie. */
public interface RejectionTopic {

  /**
   * Reads what is about a problem, from the end backwards, until enough is gathered, the beginning
   * is reached, or it has taken too long.
   *
   * @return whether nothing was left out for lack of time
   * @throws io.millrace.ingestion.accept.LogUnavailableException when it cannot be read
   */
  boolean read(ProblemName problem, Gathering into);
}
