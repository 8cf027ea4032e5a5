package io.millrace.ingestion.accept;

import java.util.List;

/** What comes of a row that was refused once and is looked at again. */
public sealed interface Again {

  /**
   * @param messages to append
   */
  record Taken(List<Outgoing> messages) implements Again {}

  record Refused(Fault fault) implements Again {}
}
