package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;
import io.millrace.problem.Metric;
import io.millrace.rollout.Evidence;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a challenger beside the champion. It is written with every pair, so it is small.
 *
 * @param number tells it from other trials of the same version
 * @param pairs events that both were asked about
 * @param failures of the challenger, where the champion had an answer
 */
public record Trial(
    long number,
    int champion,
    int challenger,
    long pairs,
    long failures,
    Likeness likeness,
    Latency latency,
    Labels labels) {

  static Trial start(long number, int champion, int challenger) {
    return new Trial(number, champion, challenger, 0, 0, Likeness.NONE, Latency.NONE, Labels.NONE);
  }

  Trial plus(Opinion one, Opinion other) {
    boolean answered = one.failure() == null && other.failure() == null;
    boolean failed = one.failure() == null && other.failure() != null;
    return new Trial(
        number,
        champion,
        challenger,
        pairs + 1,
        failures + (failed ? 1 : 0),
        answered ? likeness.plus(one, other) : likeness,
        answered ? latency.plus(one.micros(), other.micros()) : latency,
        labels);
  }

  Trial labelled(Labels more) {
    return new Trial(number, champion, challenger, pairs, failures, likeness, latency, more);
  }

  Evidence evidence(Metric metric, Optional<Scores> scores) {
    OptionalDouble agreement = likeness.agreement();
    return new Evidence(
        champion,
        challenger,
        pairs,
        labels.count(),
        scores.isPresent() ? metric : null,
        scores.map(Scores::champion).orElse(null),
        scores.map(Scores::challenger).orElse(null),
        agreement.isPresent() ? agreement.getAsDouble() : null,
        latency.calls() > 0 ? latency.slowdown() : null,
        failures);
  }
}
