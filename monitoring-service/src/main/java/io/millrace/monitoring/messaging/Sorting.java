package io.millrace.monitoring.messaging;

import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.message.TrafficChanged;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keys by problem what concerns the watch, with the place it came from, and sets aside what does
 * not say what it is. Of the problems' topic only deletions pass: the catalog reads the rest, and
 * sets aside what it cannot. Of the models' topic what came into use passes, and what may.
 */
final class Sorting extends ContextualProcessor<String, byte[], String, byte[]> {

  /** More than any real message, and what the broker lets pass with what is added to it. */
  static final int LARGEST = 512 * 1024;

  static final String DELETED = ControlMessage.typeOf(ProblemDeleted.class);

  private static final Set<String> TYPES = Set.of(Prediction.TYPE, GroundTruth.TYPE);

  /** What says which versions there are and which of them answer. */
  static final Set<String> MODELS =
      Set.of(
          ControlMessage.typeOf(ModelRegistered.class),
          ControlMessage.typeOf(ModelPromoted.class),
          ControlMessage.typeOf(ModelRolledBack.class),
          ControlMessage.typeOf(TrafficChanged.class));

  private final Refusals refusals;

  Sorting(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Place place = Place.of(context().recordMetadata().orElseThrow());
    String type = type(record.headers());
    if (place.topic().equals(Topics.PROBLEMS)) {
      passDeletion(record, type, place);
    } else if (place.topic().equals(Topics.MODELS)) {
      passModel(record, type, place);
    } else if (type != null && !TYPES.contains(type)) {
      refusals.ignore(place.topic(), type);
    } else {
      passOrSetAside(record, type, place);
    }
  }

  private void passDeletion(Record<String, byte[]> record, @Nullable String type, Place place) {
    if (!DELETED.equals(type)) {
      return;
    }
    try {
      pass(record, CloudEventHeaders.read(record.headers()), new byte[0], place);
    } catch (MalformedMessageException e) {
      context().forward(setAside(record, place, e));
    }
  }

  private void passModel(Record<String, byte[]> record, @Nullable String type, Place place) {
    if (type != null && !MODELS.contains(type)) {
      if (ControlMessage.classOf(type).isEmpty()) {
        refusals.ignore(place.topic(), type);
      }
      return;
    }
    try {
      pass(record, CloudEventHeaders.read(record.headers()), data(record), place);
    } catch (MalformedMessageException e) {
      context().forward(setAside(record, place, e));
    }
  }

  private void passOrSetAside(Record<String, byte[]> record, @Nullable String type, Place place) {
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      String expected =
          place.topic().equals(Topics.GROUND_TRUTH) ? GroundTruth.TYPE : Prediction.TYPE;
      if (!expected.equals(type)) {
        throw new MalformedMessageException(
            "ce_type: found %s; allowed here: %s".formatted(type, expected));
      }
      pass(record, context, data(record), place);
    } catch (MalformedMessageException e) {
      context().forward(setAside(record, place, e));
    }
  }

  private static byte[] data(Record<String, byte[]> record) {
    byte[] data = record.value();
    if (data == null) {
      throw new MalformedMessageException("a message without data");
    }
    return data;
  }

  /** With its own attributes alone: what else a record may carry has no bound. */
  private void pass(Record<String, byte[]> record, EventContext context, byte[] data, Place place) {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(context, headers);
    place.write(headers);
    long size = data.length;
    for (Header header : headers) {
      size += header.value().length;
    }
    if (size > LARGEST) {
      throw new MalformedMessageException(
          "found %d bytes; allowed: at most %d".formatted(size, LARGEST));
    }
    context().forward(new Record<>(context.problem().value(), data, record.timestamp(), headers));
  }

  private Record<String, byte[]> setAside(
      Record<String, byte[]> record, Place place, MalformedMessageException reason) {
    return refusals.setAside(
        place.record(record.key(), record.headers(), record.value()),
        String.valueOf(reason.getMessage()));
  }

  private static @Nullable String type(Headers headers) {
    Header header = headers.lastHeader("ce_type");
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
