package io.millrace.training.evaluate;

import io.millrace.scoring.model.Evaluation;
import java.util.Optional;

/** Whether a challenger is to serve. */
public sealed interface Verdict {

  /** How it compares with what serves; empty where that was not what decided. */
  Optional<Evaluation.Gate> gate();

  record Wins(Optional<Evaluation.Gate> gate) implements Verdict {}

  /**
   * @param reason a plain sentence: the bar it missed, or what is as good
   */
  record Loses(Optional<Evaluation.Gate> gate, String reason) implements Verdict {}
}
