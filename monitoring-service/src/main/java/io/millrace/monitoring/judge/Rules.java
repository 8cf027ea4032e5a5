package io.millrace.monitoring.judge;

/**
 * When a challenger is promoted or rolled back.
 *
 * @param alpha how often, at most, one that is as good as it must be may be rolled back by its
 *     metric, and one that is not be promoted with confidence, however often the two are compared
 * @param failures so many events without an answer that the champion had are no accident
 * @param failureShare more than this share of the events it was asked about
 * @param slowdown how many times the champion's time for a row is too slow, at the 95th percentile
 * @param slowFromMicros below this time for a row nothing is too slow
 * @param slowCalls so many calls are compared before that is said, a few where most were slow; a
 *     call may be for many events
 * @param patience after so many times {@code promote-after} without any label, one that answers
 *     alike is promoted
 * @param giveUp after so many times {@code promote-after} an end is made of an open comparison
 * @param agreement the least share of equal classes, or correlation of numbers, to answer alike
 * @param shift the largest difference between the distributions of the answers to be alike: the
 *     total variation of the classes; of numbers, that of the means in standard deviations
 */
public record Rules(
    double alpha,
    int failures,
    double failureShare,
    double slowdown,
    double slowFromMicros,
    int slowCalls,
    int patience,
    int giveUp,
    double agreement,
    double shift) {

  public static final Rules USUAL = new Rules(0.05, 20, 0.01, 2, 200, 100, 2, 5, 0.8, 0.2);
}
