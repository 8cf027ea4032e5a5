package io.millrace.ingestion.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.rejected.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay.
 *
 * @param replayed those that were accepted by this request
 * @param refused those that were refused again
 */
record ReplayAnswer(int replayed, int refused, List<Result> results) {

  private static final String REPLAYED = "replayed";
  private static final String REFUSED = "refused";

  /**
   * @param outcome {@code replayed}, {@code replayed-before}, {@code refused} or {@code unknown}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String id,
      String outcome,
      @Nullable String field,
      @Nullable String found,
      @Nullable String expected) {

    static Result of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Replayed(String id) -> plain(id, REPLAYED);
        case Outcome.ReplayedBefore(String id) -> plain(id, "replayed-before");
        case Outcome.Unknown(String id) -> plain(id, "unknown");
        case Outcome.RefusedAgain(String id, Fault fault) ->
            new Result(id, REFUSED, fault.field(), fault.found(), fault.expected());
      };
    }

    private static Result plain(String id, String outcome) {
      return new Result(id, outcome, null, null, null);
    }
  }

  static ReplayAnswer of(List<Outcome> outcomes) {
    List<Result> results = outcomes.stream().map(Result::of).toList();
    return new ReplayAnswer(count(results, REPLAYED), count(results, REFUSED), results);
  }

  private static int count(List<Result> results, String outcome) {
    return (int) results.stream().filter(result -> result.outcome().equals(outcome)).count();
  }
}
