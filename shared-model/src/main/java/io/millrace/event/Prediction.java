package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model said about one event. On the wire {@code ce_id} is the prediction's id, {@code
 * ce_subject} the entity, {@code ce_problem} the problem, and this is the data.
 *
 * @param eventId of the event, or of the request's row
 * @param modelVersion which version said it
 * @param eventTime of the event
 * @param features as the model saw them, before preparation: {@link Double}, {@link String} or
 *     {@link Boolean} by name
 * @param label the answered class, which may be less probable than another where the model has a
 *     threshold; null for a number
 * @param probabilities by class; null for a number
 * @param value the predicted number; null for a class. Of a series, what had been forecast for this
 *     event by the one before it; null where that is not one step before
 * @param micros how long its batch took to score, divided by the batch's rows
 * @param forecast what follows the event; null for other tasks
 * @param role as what the version was asked; null where an earlier Millrace wrote it
 * @param beside what other versions said about the same event, which nobody was answered; null for
 *     none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    EventId eventId,
    int modelVersion,
    Instant eventTime,
    Map<String, @Nullable Object> features,
    @Nullable String label,
    @Nullable Map<String, Double> probabilities,
    @Nullable Double value,
    double micros,
    @Nullable Ahead forecast,
    @Nullable Role role,
    @Nullable List<Opinion> beside) {

  /** The only version asked, which forecasts nothing. */
  public Prediction(
      EventId eventId,
      int modelVersion,
      Instant eventTime,
      Map<String, @Nullable Object> features,
      @Nullable String label,
      @Nullable Map<String, Double> probabilities,
      @Nullable Double value,
      double micros) {
    this(
        eventId,
        modelVersion,
        eventTime,
        features,
        label,
        probabilities,
        value,
        micros,
        null,
        Role.CHAMPION,
        null);
  }

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.prediction.v1";

  /** The same, of the event alone. */
  public Prediction withoutForecast() {
    return new Prediction(
        eventId, modelVersion, eventTime, features, label, probabilities, value, micros);
  }
}
