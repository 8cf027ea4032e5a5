package io.millrace.monitoring.observe;

import java.util.function.UnaryOperator;

/** The progress while one message is worked through. */
final class Standing {

  private Progress progress;

  Standing(Progress progress) {
    this.progress = progress;
  }

  Progress progress() {
    return progress;
  }

  void move(UnaryOperator<Progress> step) {
    progress = step.apply(progress);
  }
}
