package io.millrace.inference.stream;

import io.millrace.inference.score.RowError;
import io.millrace.scoring.features.RowBatch;
import io.millrace.starter.messaging.EventContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a polled batch holds for one problem: rows with their contexts, and what is no event. */
final class EventRows {

  private final RowBatch rows;
  private final List<EventContext> contexts = new ArrayList<>();
  private final List<Poison> poison = new ArrayList<>();

  EventRows(RowBatch rows) {
    this.rows = rows;
  }

  /** A record that cannot be scored. */
  record Poison(ConsumerRecord<String, byte[]> record, RowError error) {}

  void add(EventContext context) {
    contexts.add(context);
  }

  void add(ConsumerRecord<String, byte[]> record, RowError error) {
    poison.add(new Poison(record, error));
  }

  RowBatch rows() {
    return rows;
  }

  /** Of the rows, in their order. */
  List<EventContext> contexts() {
    return contexts;
  }

  List<Poison> poison() {
    return poison;
  }
}
