package io.millrace.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.problem.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What two versions did on the same events.
 *
 * @param pairs how many events both were asked about
 * @param labelled how many of these have a label by now
 * @param metric that the scores are of; null without labels
 * @param championScore null without labels
 * @param challengerScore null without labels
 * @param agreement the share of the pairs with the same label, or the correlation of the values;
 *     null where there are too few
 * @param slowdown the challenger's time for a row over the champion's, at the 95th percentile; null
 *     where there are too few
 * @param failures how many events the challenger had no answer to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
    int champion,
    int challenger,
    long pairs,
    long labelled,
    @Nullable Metric metric,
    @Nullable Double championScore,
    @Nullable Double challengerScore,
    @Nullable Double agreement,
    @Nullable Double slowdown,
    long failures) {}
