package io.millrace.acceptance.fuzz;

import io.millrace.starter.messaging.MalformedMessageException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic with a message for each event. */
record DataTopic(String name, String type, Consumer<ConsumerRecord<String, byte[]>> reader)
    implements Boundary {

  @Override
  public List<byte[]> seeds() {
    return List.of(Records.golden(type));
  }

  @Override
  public void take(byte[] input) {
    Attributed message = Attributed.of(input);
    try {
      reader.accept(Records.of(name, message));
    } catch (MalformedMessageException refused) {
      Invariant.holds(
          refused.getMessage() != null && !refused.getMessage().isBlank(),
          "a refusal says why",
          refused);
    }
  }
}
