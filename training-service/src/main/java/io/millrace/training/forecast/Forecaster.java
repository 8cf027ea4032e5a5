package io.millrace.training.forecast;

import io.millrace.scoring.forecast.Encoding;
import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.LookBacks;
import io.millrace.training.train.ResidualBlocks;
import io.millrace.training.train.Trainer;
import java.util.List;

/**
 * A trainer with the rows that it takes.
 *
 * @param encoding a window as one row with the whole horizon to answer, or a row for each step
 */
record Forecaster(Trainer trainer, Encoding encoding) {

  static final List<Forecaster> ALL =
      List.of(
          new Forecaster(new GradientBoosting(), Encoding.STEP),
          new Forecaster(new ResidualBlocks(), Encoding.WINDOW),
          new Forecaster(new LookBacks(), Encoding.WINDOW));

  /**
   * By its algorithm's word.
   *
   * @throws IllegalStateException where there is none
   */
  static Forecaster of(String word) {
    return ALL.stream()
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no algorithm " + word));
  }

  String word() {
    return trainer.algorithm().word();
  }
}
