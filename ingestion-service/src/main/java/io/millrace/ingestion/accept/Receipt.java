package io.millrace.ingestion.accept;

import java.util.List;

/**
 * What a sender is told.
 *
 * @param ids those given to accepted events that came without one, in order
 */
public record Receipt(int accepted, List<Refusal> refusals, List<String> ids) {

  public Receipt {
    refusals = List.copyOf(refusals);
    ids = List.copyOf(ids);
  }

  /**
   * @param position in the request, from 0
   */
  public record Refusal(int position, String field, String found, String expected) {}
}
