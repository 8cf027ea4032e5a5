package io.millrace.acceptance.faults.drive;

import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.ServiceKind;
import io.millrace.acceptance.faults.part.Waiting;
import java.time.Duration;

/** States the problem, and waits until every instance of ingestion knows it. */
record Statement(Doors doors, Api api) {

  private static final Duration MOST = Duration.ofSeconds(60);

  void make() {
    if (!Waiting.until(MOST, this::isAccepted) || !Waiting.until(MOST, this::isKnown)) {
      throw new HarnessFailure("the problem was not accepted, or not known to every instance");
    }
  }

  private boolean isAccepted() {
    Api.Outcome outcome =
        api.put(
            doors.any(ServiceKind.INGESTION, ""),
            doors.token("data-scientist"),
            "application/yaml",
            EventSource.problemFile());
    if (outcome instanceof Api.Outcome.Answered answer) {
      if (answer.status() == 400) {
        throw new HarnessFailure("the problem is refused: " + answer.body());
      }
      return answer.status() / 100 == 2;
    }
    return false;
  }

  /** An instance learns a moment later of what another has accepted. */
  private boolean isKnown() {
    return doors.all(ServiceKind.INGESTION, "").stream()
        .allMatch(door -> api.get(door, doors.token("data-scientist")).word().equals("200"));
  }
}
