package io.millrace.training.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.training.run.Computed;
import io.millrace.training.run.Computed.MadeAgain;
import io.millrace.training.run.Computed.Outcome;
import io.millrace.training.store.RunRecord.Report;
import org.jspecify.annotations.Nullable;

/**
 * How a computing ended.
 *
 * @param waits why it waits for data; null where it does not
 * @param awaited how many more labelled rows are worth another look; null where nobody can tell
 * @param loses why nothing may serve; null where something may
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeFile(
    @Nullable String waits,
    @Nullable Long awaited,
    @Nullable String loses,
    @Nullable Report report,
    @Nullable MadeAgain madeAgain) {

  static OutcomeFile of(Outcome outcome) {
    return switch (outcome) {
      case Computed.Waits(String reason, Long awaited) ->
          new OutcomeFile(reason, awaited, null, null, null);
      case Computed.Loses(String reason, Report report) ->
          new OutcomeFile(null, null, reason, report, null);
      case Computed.Wins(Report report) -> new OutcomeFile(null, null, null, report, null);
      case MadeAgain again -> new OutcomeFile(null, null, null, null, again);
    };
  }

  Outcome outcome() {
    if (waits != null) {
      return new Computed.Waits(waits, awaited);
    }
    if (madeAgain != null) {
      return madeAgain;
    }
    if (report == null) {
      throw new IllegalStateException("the training process left no report");
    }
    return loses == null ? new Computed.Wins(report) : new Computed.Loses(loses, report);
  }
}
