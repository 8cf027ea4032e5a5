package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.judge.Recall;
import io.millrace.monitoring.traffic.TrafficMinute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** {@link Labelling#NONE} where nothing was predicted yet. */
  Labelling labelling();

  /** {@link StepCounts#NONE} where no forecast has met its value. */
  StepCounts steps(int version);

  /** By how much a version's forecasts were off at a step, from one number to before another. */
  List<Miss> misses(int version, int step, long from, long to);

  /** What was asked in the minutes that began from one time to before another, in order. */
  List<TrafficMinute> traffic(Instant from, Instant to);

  /** The latest entries, the latest first. */
  <T> List<T> entries(Journal<T> journal);

  /** The latest of those entries that is wanted. */
  <T> Optional<T> latest(Journal<T> journal, Predicate<T> wanted);
}
