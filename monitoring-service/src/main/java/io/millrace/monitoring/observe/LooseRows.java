package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.util.List;

/** A version's predictions that no sketch has taken in yet. */
record LooseRows(Memory memory, EstimateWatch estimates) {

  /** So many predictions are kept one by one before sketches take them in. */
  private static final int AT_ONCE = 250;

  VersionProgress keep(Prediction prediction, VersionProgress progress) {
    memory.keepRow(prediction.modelVersion(), progress.loose(), prediction);
    return progress.fill();
  }

  static boolean areMany(VersionProgress progress) {
    return progress.loose() >= AT_ONCE;
  }

  /** All of them, in order, to be taken in. */
  List<Prediction> take(int version, VersionProgress progress) {
    if (progress.loose() == 0) {
      return List.of();
    }
    List<Prediction> rows = memory.rows(version, progress.loose());
    estimates.add(version, rows);
    return rows;
  }
}
