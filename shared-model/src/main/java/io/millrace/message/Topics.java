package io.millrace.message;

import java.util.List;

/** The topics, few because a cloud namespace allows few. */
public final class Topics {

  public static final String PROBLEMS = "millrace.problems";
  public static final String EVENTS = "millrace.events";
  public static final String REJECTED = "millrace.rejected";
  public static final String GROUND_TRUTH = "millrace.ground-truth";
  public static final String DATA_ARRIVED = "millrace.data-arrived";
  public static final String MODELS = "millrace.models";
  public static final String PREDICTIONS = "millrace.predictions";
  public static final String DRIFT_DETECTED = "millrace.drift-detected";
  public static final String ALERTS = "millrace.alerts";

  /** What inference keeps of each series, to forecast from. */
  public static final String SERIES = "millrace.series";

  /** Those that keep the last message of each key for ever. */
  public static final List<String> COMPACTED = List.of(PROBLEMS, MODELS, SERIES);

  /** Those that carry a message for each event, and are spread over many partitions. */
  public static final List<String> SPREAD =
      List.of(EVENTS, REJECTED, GROUND_TRUTH, PREDICTIONS, SERIES);

  public static final List<String> ALL =
      List.of(
          PROBLEMS,
          EVENTS,
          REJECTED,
          GROUND_TRUTH,
          DATA_ARRIVED,
          MODELS,
          PREDICTIONS,
          DRIFT_DETECTED,
          ALERTS,
          SERIES);

  private Topics() {}
}
