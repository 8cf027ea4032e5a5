package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.ControlMessage;
import io.millrace.monitoring.observe.Watch;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** A message about one problem, as it can be held back: attributes and data. */
@SuppressWarnings("ArrayRecordComponent") // the data as it came, never compared
record Incoming(EventContext context, byte[] data) {

  /** Reads the attributes, not yet the data. */
  static Incoming of(Headers headers, byte[] data) {
    return new Incoming(CloudEventHeaders.read(headers), data);
  }

  /**
   * @throws MalformedMessageException when the data cannot be read
   */
  List<ControlMessage> tell(Watch watch) {
    return switch (context.type()) {
      case Prediction.TYPE -> watch.predicted(DataMessages.readPrediction(asRecord()));
      case GroundTruth.TYPE -> watch.labelled(event(), DataMessages.readGroundTruth(asRecord()));
      default -> List.of();
    };
  }

  private EventId event() {
    if (!EventId.isValid(context.subject())) {
      throw new MalformedMessageException(
          "ce_subject: found %s; allowed: %s".formatted(context.subject(), EventId.allowed()));
    }
    return new EventId(context.subject());
  }

  private ConsumerRecord<String, byte[]> asRecord() {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    CloudEventHeaders.write(context, headers);
    return new ConsumerRecord<>(
        "",
        0,
        0,
        0,
        TimestampType.NO_TIMESTAMP_TYPE,
        0,
        data.length,
        context.subject(),
        data,
        headers,
        Optional.empty());
  }
}
