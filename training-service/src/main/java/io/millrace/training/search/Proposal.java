package io.millrace.training.search;

import io.millrace.problem.Train.Algorithm;
import io.millrace.training.train.Parameters;

/**
 * What a trial tries.
 *
 * @param point where in the unit cube it was drawn; empty for the defaults
 */
@SuppressWarnings("ArrayRecordComponent") // a point, never compared
record Proposal(Algorithm algorithm, String history, Parameters parameters, double[] point) {}
