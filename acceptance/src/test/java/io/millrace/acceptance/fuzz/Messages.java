package io.millrace.acceptance.fuzz;

import io.millrace.event.Event;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the consumers of each topic read its records with. */
final class Messages {

  private Messages() {}

  static List<Boundary> all() {
    List<Boundary> all = new ArrayList<>();
    all.add(new DataTopic(Topics.EVENTS, Event.TYPE, Messages::event));
    all.add(new DataTopic(Topics.GROUND_TRUTH, GroundTruth.TYPE, Messages::truth));
    all.add(new DataTopic(Topics.PREDICTIONS, Prediction.TYPE, Messages::prediction));
    all.add(new DataTopic(Topics.REJECTED, Rejection.TYPE, DataMessages::readRejection));
    ControlMessage.TYPES.forEach(type -> all.add(new ControlTopic(type)));
    return all;
  }

  private static void event(ConsumerRecord<String, byte[]> record) {
    Event event = DataMessages.readEvent(record);
    requireFinite(event.values().values());
    Event again = DataMessages.readEvent(Records.received(DataMessages.event(event, "/fuzz")));
    Invariant.same(event, again, "an event is written as it was read");
  }

  private static void truth(ConsumerRecord<String, byte[]> record) {
    requireFinite(List.of(DataMessages.readGroundTruth(record).value()));
  }

  private static void prediction(ConsumerRecord<String, byte[]> record) {
    Prediction prediction = DataMessages.readPrediction(record);
    requireFinite(prediction.features().values());
    Invariant.holds(
        prediction.label() != null || prediction.value() != null || prediction.forecast() != null,
        "a prediction predicts",
        prediction);
  }

  private static void requireFinite(Iterable<?> values) {
    for (Object value : values) {
      Invariant.holds(
          !(value instanceof Double number) || Double.isFinite(number),
          "a number that was read is finite",
          values);
    }
  }
}
