package io.millrace.monitoring.observe;

import io.millrace.event.Ahead;
import io.millrace.event.Prediction;
import io.millrace.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How far forecasts were off at the first, the middle and the last step of their horizon. The truth
 * is the series itself: each of its events brings what was forecast for its time before.
 */
final class ForecastWatch {

  /** So many forecasts of a series wait at most for a step's time; of more, some are followed. */
  private static final int MOST_OPEN = 100;

  private final String target;
  private final int window;
  private final Memory memory;

  ForecastWatch(Problem problem, Memory memory) {
    this.target = problem.define().target();
    this.window = problem.monitor().performance().window();
    this.memory = memory;
  }

  /**
   * @param series whose next value the prediction's event has
   * @param versions that may have forecast it
   */
  void add(Prediction prediction, String series, Set<Integer> versions) {
    Ahead ahead = prediction.forecast();
    if (ahead == null) {
      return;
    }
    if (prediction.features().get(target) instanceof Number actual) {
      long time = prediction.eventTime().toEpochMilli();
      versions.forEach(
          version -> meet(version, series, time, ahead.stepMillis(), actual.doubleValue()));
    }
    keep(ahead, prediction.modelVersion(), series);
  }

  /** What the time has passed over without a value is left out. */
  private void meet(int version, String series, long time, long stepMillis, double actual) {
    List<Foretold> due = memory.foretold(version, series, time + stepMillis / 2);
    for (Foretold one : due) {
      if (one.due() >= time - stepMillis / 2) {
        count(version, one.step(), one.against(actual));
      }
      memory.forgetForetold(version, series, one);
    }
  }

  private void count(int version, int step, Miss miss) {
    StepCounts counts = memory.steps(version);
    long place = counts.of(step);
    memory.keepMiss(version, step, place, miss);
    memory.forgetMiss(version, step, place - window);
    memory.keepSteps(version, counts.one(step));
  }

  private void keep(Ahead ahead, int version, String series) {
    int horizon = ahead.values().size();
    long from = ahead.from().toEpochMilli();
    long place = Math.floorDiv(from, ahead.stepMillis());
    if (horizon == 0 || Math.floorMod(place, Math.ceilDiv(horizon, MOST_OPEN)) != 0) {
      return;
    }
    boolean bounded = ahead.low().size() == horizon && ahead.high().size() == horizon;
    IntStream.of(1, Math.ceilDiv(horizon, 2), horizon)
        .distinct()
        .mapToObj(
            step ->
                new Foretold(
                    from + (step - 1) * ahead.stepMillis(),
                    step,
                    ahead.values().get(step - 1),
                    bounded ? ahead.low().get(step - 1) : null,
                    bounded ? ahead.high().get(step - 1) : null))
        .forEach(foretold -> memory.keepForetold(version, series, foretold));
  }
}
