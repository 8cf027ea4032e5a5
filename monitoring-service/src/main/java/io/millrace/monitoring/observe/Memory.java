package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.alert.IncidentBook;
import io.millrace.monitoring.concept.Detector;
import io.millrace.monitoring.judge.Notes;
import io.millrace.monitoring.traffic.TrafficMinute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of one problem. It outlives the process. */
public interface Memory extends Recollection, IncidentBook {

  void keep(Progress progress);

  @Override
  Notes rollouts();

  @Override
  List<Incident> incidents();

  void keep(Labelling labelling);

  /**
   * Puts a prediction in its place among those that no sketch has taken in, over what was there.
   */
  void keepRow(int version, int place, Prediction prediction);

  /** The first {@code count} of those, in order. */
  List<Prediction> rows(int version, int count);

  /**
   * @param window its number
   */
  void keepSketch(int version, long window, WindowSketch sketch);

  Optional<WindowSketch> sketch(int version, long window);

  void forgetSketch(int version, long window);

  void hold(ClosedWindow window);

  Optional<ClosedWindow> heldWindow(int version, long number);

  /** What an earlier Millrace kept of a window in place of its sketch. */
  List<Prediction> heldRows(ClosedWindow window);

  void forgetHeld(int version, long number);

  void keepOutcome(int version, long place, Outcome outcome);

  void forgetOutcome(int version, long place);

  void keepForetold(int version, String series, Foretold foretold);

  /** What a version forecast of a series for the times up to this one, the earliest first. */
  List<Foretold> foretold(int version, String series, long until);

  void forgetForetold(int version, String series, Foretold foretold);

  void keepSteps(int version, StepCounts counts);

  void keepMiss(int version, int step, long place, Miss miss);

  void forgetMiss(int version, int step, long place);

  void keepEstimates(int version, EstimatePool pool);

  /** What a version's estimates are made of; empty where there is none. */
  Optional<EstimatePool> estimates(int version);

  /**
   * A version's detector as it stands.
   *
   * @param start what it starts as
   */
  Detector detector(int version, Detector start);

  void keepDetector(int version, Detector detector);

  /** Up to when events were that a version had seen before it answered any. */
  Optional<Instant> seenUntil(int version);

  void keepSeenUntil(int version, Instant time);

  /** Beyond which an error of a version's numbers is a miss. */
  Optional<Double> missBound(int version);

  void keepMissBound(int version, double bound);

  /** Everything that is kept by version. */
  void forget(int version);

  Optional<Case> findCase(EventId event);

  /**
   * @throws IllegalStateException where its arrival is not kept
   */
  void keepCase(EventId event, Case state);

  /** A new event gets the next number. */
  void keepArrival(long number, Arrival arrival);

  Optional<Arrival> arrival(long number);

  /** The oldest event: its arrival, and its case. */
  void forgetCase(long number);

  /** In the place of what was kept of the minute. */
  void keep(TrafficMinute minute);

  void forgetTrafficBefore(Instant time);

  /** Adds an entry, and drops the oldest beyond the journal's bound. */
  <T> void append(Journal<T> journal, T entry);
}
