package io.millrace.training.forecast;

import io.millrace.scoring.forecast.Window;

/**
 * A moment from which is forecast: what was known then, and what came.
 *
 * @param millis of the last known value
 * @param truth the values of the horizon, NaN where one is not known
 * @param series a number for each key
 */
@SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
record Origin(Window window, long millis, double[] truth, int series) {}
