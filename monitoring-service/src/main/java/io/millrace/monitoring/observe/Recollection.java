package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.judge.Recall;
import java.util.List;

/** What a reader may see of one problem's memory. */
public interface Recollection {

  /** {@link Progress#NONE} where nothing was seen yet. */
  Progress progress();

  /** The version's labelled predictions numbered {@code from} to before {@code to}, in order. */
  List<Outcome> outcomes(int version, long from, long to);

  /** Of challengers, and of what was decided. */
  Recall rollouts();

  /** Open ones, and those that were closed not long ago. */
  List<Incident> incidents();

  /** {@link StepCounts#NONE} where no forecast has met its value. */
  StepCounts steps(int version);

  /** By how much a version's forecasts were off at a step, from one number to before another. */
  List<Miss> misses(int version, int step, long from, long to);

  /** The latest entries, the latest first. */
  <T> List<T> entries(Journal<T> journal);
}
