package io.millrace.inference.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.event.Schema;
import io.millrace.inference.load.By;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Verdicts;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallGraphs;
import io.millrace.scoring.test.SmallPackages;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionWriterTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.5Z");
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("Light", true, Optional.empty()),
              new Feature.Number("CO2", true, Optional.empty()),
              new Feature.Category("window", true, List.of()),
              new Feature.Bool("heating", true)));
  private static final EventContext EVENT =
      new EventContext("e-1", Event.TYPE, "/millrace/test", "room-1", TIME, ROOMS, "c-1");

  @Test
  void writesWhatAPredictionReads() {
    Scored scored = score(SmallPackages.onnx(), SmallPackages.FEATURES, SmallPackages.CLASSES);

    ProducerRecord<String, byte[]> record = write(scored, 0);

    assertThat(DataMessages.readPrediction(received(record)))
        .isEqualTo(scored.prediction(0, new EventId("e-1")));
    assertThat(record.topic()).isEqualTo(Topics.PREDICTIONS);
    assertThat(record.key()).isEqualTo("room-1");
    EventContext context = CloudEventHeaders.read(record.headers());
    assertThat(context.id()).isEqualTo("e-1");
    assertThat(context.type()).isEqualTo(Prediction.TYPE);
    assertThat(context.subject()).isEqualTo("room-1");
    assertThat(context.problem()).isEqualTo(ROOMS);
    assertThat(context.correlationId()).isEqualTo("c-1");
  }

  @Test
  void writesTheLabelThatTheModelsThresholdMakes(@TempDir Path folder) {
    RowBatch rows = SmallPackages.rows(450, 500); // 0.70 and 0.79 of "1"
    ModelPackage strict = SmallPackages.write(folder, ROOMS, 3, 0.75);
    try (ScoringModel model = ScoringModel.load(strict)) {
      Scored scored = new Scored(3, rows, model.score(rows), 12.5);

      for (int row = 0; row < 2; row++) {
        Prediction read = DataMessages.readPrediction(received(write(scored, row)));
        assertThat(read.label()).isEqualTo(row == 0 ? "0" : "1");
        assertThat(scored.prediction(row, new EventId("e-1")).label()).isEqualTo(read.label());
      }
    }
  }

  @Test
  void leavesMissingValuesOut() {
    Scored scored = score(SmallPackages.onnx(), SmallPackages.FEATURES, SmallPackages.CLASSES);

    assertThat(DataMessages.readPrediction(received(write(scored, 1))).features())
        .isEqualTo(Map.of("Light", 1.0));
  }

  @Test
  void writesNumbersToo() {
    byte[] onnx = SmallGraphs.regressor(new float[] {1, 1}, 5);
    Scored scored = score(onnx, SmallPackages.FEATURES, List.of());

    Prediction read = DataMessages.readPrediction(received(write(scored, 0)));

    assertThat(read).isEqualTo(scored.prediction(0, new EventId("e-1")));
    assertThat(read.label()).isNull();
    assertThat(read.value()).isNotNull();
  }

  @Test
  void hasTheFieldsOfTheContract() throws IOException {
    Scored scored = score(SmallPackages.onnx(), SmallPackages.FEATURES, SmallPackages.CLASSES);
    try (InputStream golden =
        getClass().getResourceAsStream("/golden/" + Prediction.TYPE + ".json")) {
      assertThat(golden).isNotNull();
      assertThat(fields(write(scored, 0).value())).isEqualTo(fields(golden.readAllBytes()));
    }
  }

  private static Set<String> fields(byte[] json) {
    return new TreeSet<>(MillraceJson.mapper().readTree(json).propertyNames());
  }

  private static Scored score(byte[] onnx, FittedFeatures features, List<String> classes) {
    RowBatch rows = new RowBatch(SCHEMA, 2);
    rows.add(Map.of("Light", 500.0, "CO2", 0.1, "window", "ö\"", "heating", false), TIME);
    rows.add(Map.of("Light", 1.0), TIME);
    Task task = classes.isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
    try (ScoringModel model = ScoringModel.load(onnx, features, task, classes)) {
      return new Scored(3, rows, model.score(rows), 12.5);
    }
  }

  private static ProducerRecord<String, byte[]> write(Scored scored, int row) {
    Verdicts verdicts = Verdicts.of(new By(scored.version(), Role.CHAMPION), scored);
    return new PredictionWriter(ROOMS, "/millrace/test", verdicts, TIME).write(row, EVENT);
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
