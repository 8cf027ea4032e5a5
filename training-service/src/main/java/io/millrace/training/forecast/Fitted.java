package io.millrace.training.forecast;

import io.millrace.training.forecast.ForecastOutcome.Candidate;

/**
 * A model fitted anew on all that came before the holdout, as a graph.
 *
 * @param judged the graph's forecasts of the holdout
 */
record Fitted(Candidate candidate, Judged judged) {}
