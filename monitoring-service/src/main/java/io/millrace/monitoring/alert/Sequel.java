package io.millrace.monitoring.alert;

import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;

/** What follows when something was found. */
final class Sequel {

  private Sequel() {}

  static String of(Problem problem, Monitor.Cause cause) {
    return problem.monitor().retrain().on().contains(cause)
        ? "A new model is trained as soon as the cooldown allows."
        : "Nothing follows by itself: start a run, or put %s into monitor.retrain.on."
            .formatted(cause.word());
  }
}
