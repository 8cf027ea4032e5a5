package io.millrace.training.decide;

import io.millrace.message.Cause;
import java.time.Instant;
import java.util.Optional;

/** Train now, or not. */
public sealed interface Decision {

  /**
   * @param asset the data asset up to which rows are used
   * @param drift the drift that this run answers
   */
  record Start(Cause cause, long asset, Optional<OpenDrift> drift) implements Decision {}

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
