package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.ControlMessage;
import io.millrace.message.TrafficObserved;
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
record Incoming(EventContext context, byte[] data, Place place) implements Input {

  private static final ControlCodec CODEC = new ControlCodec(MillraceJson.mapper());

  /** Reads the attributes, not yet the data. */
  static Incoming of(Headers headers, byte[] data) {
    return new Incoming(CloudEventHeaders.read(headers), data, Place.read(headers));
  }

  @Override
  public List<News> tell(Watch watch, Enforcement enforcement) {
    if (Sorting.MODELS.contains(context.type())) {
      return enforcement.told(control(), context.correlationId());
    }
    return context.type().equals(Sorting.TRAFFIC)
        ? watch.observed((TrafficObserved) control(), context.correlationId())
        : read().tell(watch, enforcement);
  }

  /**
   * Of a prediction, of a truth, or of what was refused.
   *
   * @throws MalformedMessageException when the data cannot be read
   */
  Row read() {
    return switch (context.type()) {
      case Prediction.TYPE -> new Row.Predicted(context, place, prediction());
      case GroundTruth.TYPE -> new Row.Labelled(context, place, truth());
      case Rejection.TYPE -> new Row.Refused(context, place);
      default -> throw new MalformedMessageException("ce_type: found " + context.type());
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
    Prediction prediction = DataMessages.readPrediction(data);
    if (prediction.modelVersion() < 1) {
      throw new MalformedMessageException(
          "modelVersion: found %d; allowed: 1 or more".formatted(prediction.modelVersion()));
    }
    return prediction;
  }

  private GroundTruth truth() {
    if (!EventId.isValid(context.subject())) {
      throw new MalformedMessageException(
          "ce_subject: found %s; allowed: %s".formatted(context.subject(), EventId.allowed()));
    }
    return DataMessages.readGroundTruth(data);
  }

  @Override
  public Incoming unread() {
    return this;
  }

  /** As its topic has it. */
  ConsumerRecord<String, byte[]> record() {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(context, headers);
    return place.record(context.subject(), headers, data);
  }
}
