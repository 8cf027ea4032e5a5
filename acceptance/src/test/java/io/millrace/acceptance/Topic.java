package io.millrace.acceptance;

import io.millrace.acceptance.faults.account.CommittedMessages;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All of a topic that is about one problem. */
final class Topic {

  private Topic() {}

  static List<ConsumerRecord<String, byte[]>> read(String broker, String topic, String problem) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (CommittedMessages messages = new CommittedMessages(broker, List.of(topic))) {
      messages.readOn(records::add);
    }
    return records.stream()
        .filter(record -> problem.equals(CommittedMessages.header(record, "ce_problem")))
        .toList();
  }
}
