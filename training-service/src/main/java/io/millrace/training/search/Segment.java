package io.millrace.training.search;

import java.util.concurrent.Future;

/**
 * A part of a trial, to the next evaluation after which its fate is decided.
 *
 * @param to that evaluation
 * @param end in logical time: steps times rows since the search began, where each of the concurrent
 *     trials has a worker of its own
 * @param work done once it has been computed
 */
record Segment(int number, Proposal proposal, Course course, int to, long end, Future<?> work) {}
