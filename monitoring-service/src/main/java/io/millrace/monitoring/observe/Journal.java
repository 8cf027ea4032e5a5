package io.millrace.monitoring.observe;

import io.millrace.message.DriftDetected;

/**
 * What is kept to be read by people: the latest entries of a kind.
 *
 * @param name in the memory
 * @param bound how many are kept
 */
public record Journal<T>(String name, int bound, Class<T> type) {

  public static final Journal<WindowReport> WINDOWS =
      new Journal<>("windows", 50, WindowReport.class);

  /** Of the same windows, where they have a verdict. */
  public static final Journal<WindowDistributions> DISTRIBUTIONS =
      new Journal<>("distributions", 50, WindowDistributions.class);

  public static final Journal<DriftDetected> DETECTIONS =
      new Journal<>("detections", 20, DriftDetected.class);
  public static final Journal<Judgement> JUDGEMENTS =
      new Journal<>("judgements", 200, Judgement.class);
  public static final Journal<Swap> SWAPS = new Journal<>("swaps", 50, Swap.class);
  public static final Journal<Estimate> ESTIMATES = new Journal<>("estimates", 50, Estimate.class);
}
