package io.millrace.monitoring.judge;

import io.millrace.rollout.Traffic;

/** Traffic as a decision states it whose number does not follow from the one before. */
final class Numbered {

  private Numbered() {}

  /** What former problems of the same name decided leaves a gap. */
  static Traffic of(Traffic traffic, int decision) {
    return new Traffic(
        decision,
        traffic.through(),
        traffic.champion(),
        traffic.challengers(),
        traffic.rolledBack());
  }
}
