package io.millrace.acceptance.faults.plan;

import java.time.Duration;

/**
 * One fault.
 *
 * @param number from 1
 * @param target the part's name
 * @param gap since the strike before
 * @param pause until the part is started, woken or joined again
 * @param inAnswer of the store: at the moment when an answer is on its way
 * @param early whether the part may still be starting after the strike before
 */
public record Strike(
    int number,
    String target,
    Blow blow,
    Duration gap,
    Duration pause,
    boolean inAnswer,
    boolean early) {}
