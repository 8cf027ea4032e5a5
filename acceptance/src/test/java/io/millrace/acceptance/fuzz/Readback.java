package io.millrace.acceptance.fuzz;

import static io.millrace.acceptance.faults.account.CommittedMessages.header;

import io.millrace.acceptance.faults.account.CommittedMessages;
import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MalformedMessageException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What lies on the topics of rows, as a reader of committed messages sees it, up to now. */
final class Readback implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topics.EVENTS, Topics.GROUND_TRUTH, Topics.REJECTED, Topics.PREDICTIONS);

  private final CommittedMessages messages;
  private final Map<String, Map<String, Long>> counts = new HashMap<>();
  private final Map<String, Integer> predicted = new HashMap<>();
  private final Set<Wire.Spot> setAside = new HashSet<>();

  Readback(String broker) {
    messages = new CommittedMessages(broker, TOPICS);
  }

  /** Reads on to where the topics end now. */
  Readback readOn() {
    messages.readOn(this::take);
    return this;
  }

  /** Messages of a problem on a topic; of the rejections, those that a request brought. */
  long count(String topic, String problem) {
    return counts.getOrDefault(topic, Map.of()).getOrDefault(problem, 0L);
  }

  /** How often an event was predicted. */
  int predictions(String event) {
    return predicted.getOrDefault(event, 0);
  }

  Set<Wire.Spot> setAside() {
    return setAside;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.PREDICTIONS)) {
      predicted.merge(header(record, "ce_id"), 1, Integer::sum);
    }
    if (record.topic().equals(Topics.REJECTED)) {
      Optional<Rejection.Origin> origin = origin(record);
      if (origin.isPresent()) {
        Rejection.Origin at = origin.get();
        setAside.add(new Wire.Spot(at.topic(), at.partition(), at.offset()));
        return;
      }
    }
    counts
        .computeIfAbsent(record.topic(), _ -> new HashMap<>())
        .merge(header(record, "ce_problem"), 1L, Long::sum);
  }

  private static Optional<Rejection.Origin> origin(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.ofNullable(DataMessages.readRejection(record).origin());
    } catch (MalformedMessageException poison) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    messages.close();
  }
}
