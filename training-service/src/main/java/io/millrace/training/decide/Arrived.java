package io.millrace.training.decide;

/**
 * How much has landed for a problem.
 *
 * @param asset the latest data asset's version; 0 where there is none
 * @param rows events, all assets together
 * @param labels ground truths, all assets together
 */
public record Arrived(long asset, long rows, long labels) {

  public static final Arrived NOTHING = new Arrived(0, 0, 0);
}
