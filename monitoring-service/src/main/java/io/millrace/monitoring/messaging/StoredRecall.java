package io.millrace.monitoring.messaging;

import io.millrace.monitoring.judge.Made;
import io.millrace.monitoring.judge.Recall;
import io.millrace.monitoring.judge.Rollouts;
import io.millrace.monitoring.judge.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One problem's rollouts in the state store, for reading. */
class StoredRecall implements Recall {

  private final StoredRecollection stored;

  StoredRecall(StoredRecollection stored) {
    this.stored = stored;
  }

  @Override
  public Rollouts rollouts() {
    return stored.get(stored.keys.rollouts(), Rollouts.class).orElse(Rollouts.NONE);
  }

  @Override
  public Optional<Trial> trial(int challenger) {
    return stored.get(stored.keys.trial(challenger), Trial.class);
  }

  @Override
  public List<Trial> trials() {
    return stored.all(stored.keys.trials(), Trial.class);
  }

  @Override
  public List<Made> decisions() {
    return stored.all(stored.keys.decisions(), Made.class).reversed();
  }

  @Override
  public Instant began() {
    return stored
        .get(Keys.generation(stored.keys.problem()), Generation.class)
        .map(Generation::began)
        .orElse(Instant.EPOCH);
  }
}
