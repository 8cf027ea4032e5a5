package io.millrace.ingestion.accept;

import java.util.List;

/** Where rows go: a log that keeps what it has acknowledged. */
public interface EventLog {

  /**
   * Appends messages in their order and returns when all of them are acknowledged.
   *
   * @throws LogUnavailableException when they are not in time
   */
  void append(List<Outgoing> messages, String correlationId);
}
