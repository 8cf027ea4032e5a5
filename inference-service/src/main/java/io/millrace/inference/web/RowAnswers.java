package io.millrace.inference.web;

import io.millrace.inference.load.By;
import io.millrace.inference.score.PredictedRows;
import io.millrace.inference.score.RowError;
import io.millrace.inference.score.Scored;
import io.millrace.scoring.model.Scores;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the answer to a request of rows as a {@link PredictAnswer} would be, from the scores. */
final class RowAnswers {

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final int TYPICAL_BYTES = 160;

  private final PredictedRows rows;
  private final JsonGenerator json;

  private RowAnswers(PredictedRows rows, JsonGenerator json) {
    this.rows = rows;
    this.json = json;
  }

  static byte[] write(PredictedRows rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((1 + rows.size()) * TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      new RowAnswers(rows, json).write();
    }
    return bytes.toByteArray();
  }

  private void write() {
    json.writeStartObject();
    json.writeStringProperty("problem", rows.problem().value());
    Optional<By> whole = rows.verdicts().single();
    whole.ifPresent(this::write);
    json.writeName("predictions");
    json.writeStartArray();
    int good = 0;
    for (int row = 0; row < rows.size(); row++) {
      Optional<RowError> error = rows.error(row);
      json.writeStartObject();
      if (error.isPresent()) {
        write(error.get());
      } else {
        writeAnswer(good++, whole.isEmpty());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(By by) {
    json.writeNumberProperty("modelVersion", by.version());
    json.writeStringProperty("role", by.role().word());
  }

  /**
   * @param each whether it says who gave it
   */
  private void writeAnswer(int good, boolean each) {
    if (!rows.isAnswered(good)) {
      write(Scored.NO_ANSWER);
      return;
    }
    Scores scores = rows.verdicts().scored(good).scores();
    int place = rows.verdicts().place(good);
    json.writeStringProperty("predictionId", rows.id(good));
    if (each) {
      write(rows.verdicts().by(good));
    }
    List<String> classes = scores.classes();
    if (classes.isEmpty()) {
      json.writeNumberProperty("value", scores.value(place));
      return;
    }
    json.writeStringProperty("label", scores.label(place));
    json.writeName("probabilities");
    json.writeStartObject();
    for (int i = 0; i < classes.size(); i++) {
      json.writeNumberProperty(classes.get(i), (double) scores.probability(place, i));
    }
    json.writeEndObject();
  }

  private void write(RowError error) {
    json.writeName("error");
    json.writeStartObject();
    json.writeStringProperty("field", error.field());
    json.writeStringProperty("found", error.found());
    json.writeStringProperty("expected", error.expected());
    json.writeEndObject();
  }
}
