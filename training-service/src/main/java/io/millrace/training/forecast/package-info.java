/**
 * From series to a forecasting model: a grid of time, windows of it, learners, and their judging.
 */
@NullMarked
package io.millrace.training.forecast;

import org.jspecify.annotations.NullMarked;
