package io.millrace.inference.load;

import io.millrace.problem.Data;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ScoringModel;
import java.time.Instant;
import java.util.Optional;

/**
 * A checked, loaded and warm model.
 *
 * @param data how rows are read, by the problem file that it was trained by
 * @param memory that it takes
 */
public record ServedModel(
    ScoringModel model, Manifest manifest, Data data, Instant loadedAt, MemoryTaken.Share memory)
    implements AutoCloseable {

  /** The same model where it forecasts series; empty for another task. */
  public Optional<ForecastModel> forecaster() {
    ForecastPlan plan = manifest.forecast();
    return plan == null ? Optional.empty() : Optional.of(ForecastModel.of(model, plan));
  }

  public int version() {
    return manifest.version();
  }

  /** It will be closed after its last call. */
  void leaves() {
    memory.leaves();
  }

  @Override
  public void close() {
    try {
      model.close();
    } finally {
      memory.close();
    }
  }
}
