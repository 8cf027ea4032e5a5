package io.millrace.inference.score;

import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch and what a version answered.
 *
 * @param micros how long one row took, on average
 */
public record Scored(int version, RowBatch rows, Scores scores, double micros) {

  /** Why a row has no answer: its values lead the model beyond numbers. */
  public static final RowError NO_ANSWER =
      new RowError("", "values that the model has no answer to", "values like those it learned");

  public boolean isClassification() {
    return !scores.classes().isEmpty();
  }

  /** By class, in the order of the classes. */
  public Map<String, Double> probabilities(int row) {
    Map<String, Double> probabilities = LinkedHashMap.newLinkedHashMap(scores.classes().size());
    for (int i = 0; i < scores.classes().size(); i++) {
      probabilities.put(scores.classes().get(i), (double) scores.probability(row, i));
    }
    return probabilities;
  }

  /** As the champion's, beside which none was asked. */
  public Prediction prediction(int row, EventId id) {
    return prediction(row, id, Role.CHAMPION, List.of());
  }

  /**
   * @param role as what the version answers
   * @param beside what others said
   */
  Prediction prediction(int row, EventId id, Role role, List<Opinion> beside) {
    boolean words = isClassification();
    return new Prediction(
        id,
        version,
        Instant.ofEpochMilli(rows.epochMillis()[row]),
        rows.values(row),
        words ? scores.label(row) : null,
        words ? probabilities(row) : null,
        words ? null : scores.value(row),
        micros,
        null,
        role,
        beside.isEmpty() ? null : beside);
  }
}
