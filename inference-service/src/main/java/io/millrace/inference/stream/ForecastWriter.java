package io.millrace.inference.stream;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes what a version forecasts, under the events' own ids, entities and correlation ids. */
record ForecastWriter(ProblemName problem, int version, double micros, Instant now) {

  /**
   * @param features what the event held
   * @param foretold what had been forecast for the event; NaN where nothing had
   */
  ProducerRecord<String, byte[]> write(
      EventContext event, Map<String, @Nullable Object> features, double foretold, Ahead ahead) {
    Prediction prediction =
        new Prediction(
            new EventId(event.id()),
            version,
            event.time(),
            features,
            null,
            null,
            Double.isFinite(foretold) ? foretold : null,
            micros,
            ahead,
            Role.CHAMPION,
            null);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.PREDICTIONS,
            event.subject(),
            MillraceJson.mapper().writeValueAsBytes(prediction));
    CloudEventHeaders.write(
        new EventContext(
            event.id(),
            Prediction.TYPE,
            StreamScoring.SOURCE,
            event.subject(),
            now,
            problem,
            event.correlationId()),
        record.headers());
    return record;
  }
}
