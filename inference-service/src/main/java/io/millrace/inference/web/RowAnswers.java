package io.millrace.inference.web;

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
    json.writeNumberProperty("modelVersion", rows.scored().version());
    json.writeName("predictions");
    json.writeStartArray();
    int good = 0;
    for (int row = 0; row < rows.size(); row++) {
      Optional<RowError> error = rows.error(row);
      json.writeStartObject();
      if (error.isPresent()) {
        write(error.get());
      } else {
        writeAnswer(good++);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeAnswer(int good) {
    if (!rows.isAnswered(good)) {
      write(Scored.NO_ANSWER);
      return;
    }
    Scores scores = rows.scored().scores();
    json.writeStringProperty("predictionId", rows.id(good));
    List<String> classes = scores.classes();
    if (classes.isEmpty()) {
      json.writeNumberProperty("value", scores.value(good));
      return;
    }
    json.writeStringProperty("label", scores.label(good));
    json.writeName("probabilities");
    json.writeStartObject();
    for (int i = 0; i < classes.size(); i++) {
      json.writeNumberProperty(classes.get(i), (double) scores.probability(good, i));
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
