package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.ControlMessage;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.judge.Enforcement;
import io.millrace.monitoring.observe.Watch;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A message about one problem, as it can be held back.
 *
 * @param place where it came from
 */
@SuppressWarnings("ArrayRecordComponent") // the data as it came, never compared
record Incoming(EventContext context, byte[] data, Place place) {

  private static final ControlCodec CODEC = new ControlCodec(MillraceJson.mapper());

  /** Reads the attributes, not yet the data. */
  static Incoming of(Headers headers, byte[] data) {
    return new Incoming(CloudEventHeaders.read(headers), data, Place.read(headers));
  }

  /**
   * @throws MalformedMessageException when the data cannot be read
   */
  List<News> tell(Watch watch, Enforcement enforcement) {
    if (Sorting.MODELS.contains(context.type())) {
      return enforcement.told(control(), context.correlationId());
    }
    return switch (context.type()) {
      case Prediction.TYPE ->
          watch.predicted(prediction(), context.subject(), context.correlationId());
      case GroundTruth.TYPE ->
          watch.labelled(
              event(), DataMessages.readGroundTruth(headers(), data), context.correlationId());
      default -> List.of();
    };
  }

  private ControlMessage control() {
    ControlMessage message = CODEC.read(context.type(), data).orElseThrow();
    if (!message.problem().equals(context.problem())) {
      throw new MalformedMessageException(
          "problem: found %s; allowed here: %s".formatted(message.problem(), context.problem()));
    }
    return message;
  }

  private Prediction prediction() {
    Prediction prediction = DataMessages.readPrediction(headers(), data);
    if (prediction.modelVersion() < 1) {
      throw new MalformedMessageException(
          "modelVersion: found %d; allowed: 1 or more".formatted(prediction.modelVersion()));
    }
    return prediction;
  }

  private EventId event() {
    if (!EventId.isValid(context.subject())) {
      throw new MalformedMessageException(
          "ce_subject: found %s; allowed: %s".formatted(context.subject(), EventId.allowed()));
    }
    return new EventId(context.subject());
  }

  /** As its topic has it. */
  ConsumerRecord<String, byte[]> record() {
    return place.record(context.subject(), headers(), data);
  }

  private Headers headers() {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(context, headers);
    return headers;
  }
}
