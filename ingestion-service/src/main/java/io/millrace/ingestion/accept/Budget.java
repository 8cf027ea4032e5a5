package io.millrace.ingestion.accept;

/** The memory that is set aside for requests; what a request takes is given back at its end. */
@FunctionalInterface
public interface Budget {

  /** For where memory is no concern. */
  Budget UNBOUNDED = _ -> {};

  /** Takes so many bytes, or ends the request with an exception of its own. */
  void take(long bytes);
}
