package io.millrace.training.decide;

import io.millrace.message.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Train now, or not. */
public sealed interface Decision {

  /**
   * @param asset the data asset up to which rows are used
   * @param drifts that this run answers, the one to be learned from first
   * @param changed when the world became another, as far as is known
   */
  record Start(Cause cause, long asset, List<OpenDrift> drifts, Optional<Instant> changed)
      implements Decision {
    public Start {
      drifts = List.copyOf(drifts);
    }
  }

  /**
   * @param reason a plain sentence
   * @param lookAgain when time alone may change the answer
   */
  record Wait(String reason, Optional<Instant> lookAgain) implements Decision {
    Wait(String reason) {
      this(reason, Optional.empty());
    }
  }
}
