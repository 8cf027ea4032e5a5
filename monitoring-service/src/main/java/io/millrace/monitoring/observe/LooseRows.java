package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import java.util.List;

/** A version's predictions that no sketch has taken in yet. */
record LooseRows(Memory memory, EstimateWatch estimates, SpreadWatch spreads) {

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

  /** A window's sketch with some of those that were taken. */
  WindowSketch into(int version, WindowSketch sketch, List<Prediction> taken) {
    return sketch.with(taken).with(spreads.with(version, sketch.spread(), taken));
  }
}
