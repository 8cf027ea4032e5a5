package io.millrace.inference.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Role;
import io.millrace.inference.score.Answer;
import io.millrace.inference.score.Answers;
import io.millrace.inference.score.RowError;
import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request; that to one of rows is written by {@link RowAnswers} in the same form.
 *
 * @param modelVersion that gave all answers; null where several did, and each says its own
 * @param role as what it was asked
 * @param predictions in the order of the request's rows; forecasts in that of their keys
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictAnswer(
    ProblemName problem,
    @Nullable Integer modelVersion,
    @Nullable Role role,
    List<Row> predictions) {

  static PredictAnswer of(ProblemName problem, Answers.OfSeries answers) {
    return new PredictAnswer(
        problem,
        answers.by().version(),
        answers.by().role(),
        answers.answers().stream().map(Row::of).toList());
  }

  /** A label with probabilities, a value, a forecast, or an error. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable EventId predictionId,
      @Nullable String label,
      @Nullable Map<String, Double> probabilities,
      @Nullable Double value,
      @Nullable String key,
      @Nullable Ahead forecast,
      @Nullable Integer modelVersion,
      @Nullable Role role,
      @Nullable RowError error) {

    static Row of(Answer answer) {
      return switch (answer) {
        case Answer.Foretold(var id, var key, var forecast) ->
            new Row(id, null, null, null, key, forecast, null, null, null);
        case Answer.Refused(var error) ->
            new Row(null, null, null, null, null, null, null, null, error);
      };
    }
  }
}
