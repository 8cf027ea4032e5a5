package io.millrace.inference.score;

import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import java.time.Instant;
import java.util.LinkedHashMap;
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

  public Prediction prediction(int row, EventId id) {
    boolean words = isClassification();
    return new Prediction(
        id,
        version,
        Instant.ofEpochMilli(rows.epochMillis()[row]),
        rows.values(row),
        words ? scores.label(row) : null,
        words ? probabilities(row) : null,
        words ? null : scores.value(row),
        micros);
  }
}
