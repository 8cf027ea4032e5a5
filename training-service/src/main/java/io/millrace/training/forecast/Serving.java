package io.millrace.training.forecast;

import io.millrace.scoring.model.ForecastModel;
import java.time.Instant;

/**
 * The model that serves, to be compared with.
 *
 * @param model stays its owner's to close
 * @param fresh from when on it has learned from no value
 */
public record Serving(ForecastModel model, Instant fresh) {}
