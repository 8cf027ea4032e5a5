package io.millrace.acceptance.faults.account;

import static io.millrace.acceptance.faults.account.CommittedMessages.header;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the ids of one problem's messages. */
final class TopicTail implements AutoCloseable {

  private final CommittedMessages messages;
  private final String problem;
  private final Map<String, Tally> tallies;

  /**
   * @param tallies by topic
   */
  TopicTail(String broker, String problem, Map<String, Tally> tallies) {
    this.problem = problem;
    this.tallies = tallies;
    this.messages = new CommittedMessages(broker, tallies.keySet());
  }

  /** Counts what has come since, and returns how much that was, other problems' included. */
  int read() {
    return messages.poll(this::count);
  }

  private void count(ConsumerRecord<String, byte[]> record) {
    Tally tally = tallies.get(record.topic());
    if (tally != null && problem.equals(header(record, "ce_problem"))) {
      tally.add(id(record), new Spot(record.topic(), record.partition(), record.offset()));
    }
  }

  /** The id of the event that a message is, or is about. */
  private static String id(ConsumerRecord<String, byte[]> record) {
    return header(record, record.topic().endsWith("ground-truth") ? "ce_subject" : "ce_id");
  }

  @Override
  public void close() {
    messages.close();
  }
}
