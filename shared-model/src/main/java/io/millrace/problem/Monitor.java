package io.millrace.problem;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Step 6: what is watched once a model serves, and what starts a new training.
 *
 * @param dataQuality whether it is said that the features' values are spoiled
 * @param estimate whether the metric is estimated before labels come
 * @param traffic empty where it is not watched
 */
public record Monitor(
    Drift drift,
    boolean dataQuality,
    Performance performance,
    boolean estimate,
    Optional<Concept> concept,
    Optional<Traffic> traffic,
    Retrain retrain) {

  /**
   * @param data whether it is said that features moved
   * @param prediction whether it is said that the answers did
   * @param attribution whether it is said that other features decide the answers
   */
  public record Drift(
      Window window, Test test, boolean data, boolean prediction, boolean attribution) {

    public boolean isWatched() {
      return data || prediction;
    }
  }

  /** Which predictions are compared with the baseline at a time. */
  public sealed interface Window {

    /** How many rows are worth another look. */
    int rows();

    /** So many in a row. */
    record Count(int predictions) implements Window {

      @Override
      public int rows() {
        return predictions;
      }
    }

    /**
     * Those of events of a span of time. Spans lie end to end from 1970 on, UTC.
     *
     * @param lateness how much older than the newest an event may be and still be compared
     */
    record Span(Duration length, Duration lateness) implements Window {

      @Override
      public int rows() {
        return MonitorReader.DEFAULT_WINDOW;
      }
    }
  }

  /**
   * How a window is compared with the baseline. What is of numbers only is replaced for categories
   * by what comes closest.
   */
  public enum Test {
    /** PSI, and Kolmogorov-Smirnov for numbers or chi-squared for categories: both must speak. */
    AUTO,
    PSI,
    JENSEN_SHANNON,
    HELLINGER,
    /** Of numbers; Jensen-Shannon for categories. */
    WASSERSTEIN,
    /** Of numbers; chi-squared for categories. */
    KOLMOGOROV_SMIRNOV,
    CHI_SQUARED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param alertBound the worst value that raises no alert; absent: never alert
   * @param window how many labelled predictions the running metric spans
   */
  public record Performance(Metric metric, OptionalDouble alertBound, int window) {

    public boolean isWorseThanAllowed(double value) {
      return alertBound.isPresent() && metric.isBetter(alertBound.getAsDouble(), value);
    }
  }

  /**
   * Whether the model errs more often than it did.
   *
   * @param delta how probable ADWIN may find a change where there is none
   * @param warn further detectors, which only warn
   */
  public record Concept(double delta, Set<Warner> warn) {

    public Concept {
      warn = Set.copyOf(warn);
    }
  }

  /** Detectors of concept drift beside ADWIN. */
  public enum Warner {
    PAGE_HINKLEY,
    DDM,
    HDDM_A,
    KSWIN;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What is asked of the model, and how it is answered.
   *
   * @param failuresBelow the share of requests from which on failures of the service are told of
   * @param p99Below the time from which on it is told that one request in a hundred takes longer;
   *     empty for never
   */
  public record Traffic(double failuresBelow, Optional<Duration> p99Below) {}

  /**
   * @param on what is watched that starts a training by itself
   * @param schedule five cron fields (minute, hour, day of month, month, day of week), UTC
   * @param afterRows start a training whenever so many labelled rows came since the last one
   * @param cooldown the least time between the end of one training and the start of the next
   */
  public record Retrain(
      Set<Cause> on, Optional<String> schedule, OptionalInt afterRows, Duration cooldown) {

    public Retrain {
      on = Set.copyOf(on);
    }
  }

  /** What is watched that can start a training. */
  public enum Cause {
    DRIFT,
    PERFORMANCE,
    CONCEPT;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
