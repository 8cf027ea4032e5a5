package io.millrace.inference.stream;

import io.millrace.scoring.features.RowBatch;
import io.millrace.starter.messaging.EventContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a polled batch holds for one problem: rows with where they come from, and what is none. */
final class EventRows {

  private final RowBatch rows;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Poison> poison = new ArrayList<>();

  EventRows(RowBatch rows) {
    this.rows = rows;
  }

  /** A record that is an event. */
  record Sent(ConsumerRecord<String, byte[]> record, EventContext context) {}

  /**
   * A record that cannot be scored.
   *
   * @param reason in a plain sentence part
   */
  record Poison(ConsumerRecord<String, byte[]> record, String reason) {}

  void add(ConsumerRecord<String, byte[]> record, EventContext context) {
    sent.add(new Sent(record, context));
  }

  void setAside(ConsumerRecord<String, byte[]> record, String reason) {
    poison.add(new Poison(record, reason));
  }

  RowBatch rows() {
    return rows;
  }

  /** The rows' records, in their order. */
  List<Sent> sent() {
    return sent;
  }

  List<Poison> poison() {
    return poison;
  }
}
