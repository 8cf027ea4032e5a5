package io.millrace.monitoring.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a reader may see of one problem's rollouts. */
public interface Recall {

  /** {@link Rollouts#NONE} before the first version. */
  Rollouts rollouts();

  Optional<Trial> trial(int challenger);

  /** By version. */
  List<Trial> trials();

  /** The latest, the latest first. */
  List<Made> decisions();

  /**
   * When a former problem of this name was deleted; what was decided until then is not this one's.
   */
  Instant began();
}
