package io.millrace.training.run;

import io.millrace.training.decide.Situation;
import io.millrace.training.store.RunPlan;
import io.millrace.training.store.StoredRun;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a problem stands, by the store.
 *
 * @param latest the run before, settled
 * @param newest the newest version, whatever it answers; 0 where there is none
 * @param labelsSince ground truths that came before are of another target
 * @param correlationId of the data that landed last
 */
record Survey(
    Situation situation,
    Optional<StoredRun> latest,
    int newest,
    @Nullable Instant labelsSince,
    Optional<String> correlationId) {

  /** Duplicates counted so far, by the last run that counted. */
  long duplicates() {
    return latest
        .map(
            run -> {
              var report = run.record().report();
              RunPlan plan = run.plan();
              return report == null ? plan.duplicates() : report.duplicates();
            })
        .orElse(0L);
  }
}
