package io.millrace.inference.output;

import io.millrace.event.Feature;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Verdicts;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JsonGenerator;

/** Writes the predictions of a batch as a {@link Prediction} reads, from columns to bytes. */
public final class PredictionWriter {

  private static final int TYPICAL_BYTES = 512;

  private final ProblemName problem;
  private final String source;
  private final Verdicts verdicts;
  private final Instant now;

  /**
   * @param source who says so
   */
  public PredictionWriter(ProblemName problem, String source, Verdicts verdicts, Instant now) {
    this.problem = problem;
    this.source = source;
    this.verdicts = verdicts;
    this.now = now;
  }

  /** The prediction of a row, under the event's own id, entity and correlation id. */
  public ProducerRecord<String, byte[]> write(int row, EventContext event) {
    return write(row, event.id(), event.time(), event.subject(), event.correlationId());
  }

  /**
   * The prediction of a row.
   *
   * @param id of the event, or of the request's row
   * @param entity that it is about
   */
  public ProducerRecord<String, byte[]> write(
      int row, String id, Instant time, String entity, String correlationId) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.PREDICTIONS, entity, json(row, id, time));
    EventContext context =
        new EventContext(id, Prediction.TYPE, source, entity, now, problem, correlationId);
    CloudEventHeaders.write(context, record.headers());
    return record;
  }

  private byte[] json(int row, String id, Instant time) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    Scored scored = verdicts.scored(row);
    int place = verdicts.place(row);
    try (JsonGenerator json = MillraceJson.mapper().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("eventId", id);
      json.writeNumberProperty("modelVersion", scored.version());
      json.writeStringProperty("eventTime", time.toString());
      json.writeName("features");
      features(scored.rows(), place, json);
      if (scored.isClassification()) {
        classes(scored.scores(), place, json);
      } else {
        json.writeNumberProperty("value", scored.scores().value(place));
      }
      json.writeNumberProperty("micros", scored.micros());
      json.writeStringProperty("role", verdicts.by(row).role().word());
      List<Opinion> beside = verdicts.beside(row);
      if (!beside.isEmpty()) {
        json.writePOJOProperty("beside", beside);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void features(RowBatch rows, int row, JsonGenerator json) {
    List<Feature> features = rows.schema().features();
    json.writeStartObject();
    for (int i = 0; i < features.size(); i++) {
      String name = features.get(i).name();
      if (features.get(i) instanceof Feature.Category) {
        String word = rows.categories(i)[row];
        if (word != null) {
          json.writeStringProperty(name, word);
        }
      } else {
        number(json, name, rows.numbers(i)[row], features.get(i) instanceof Feature.Bool);
      }
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value, boolean bool) {
    if (Double.isNaN(value)) {
      return;
    }
    if (bool) {
      json.writeBooleanProperty(name, value != 0);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private static void classes(Scores scores, int row, JsonGenerator json) {
    List<String> classes = scores.classes();
    json.writeStringProperty("label", scores.label(row));
    json.writeName("probabilities");
    json.writeStartObject();
    for (int i = 0; i < classes.size(); i++) {
      json.writeNumberProperty(classes.get(i), (double) scores.probability(row, i));
    }
    json.writeEndObject();
  }
}
