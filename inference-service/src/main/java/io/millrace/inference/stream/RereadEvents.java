package io.millrace.inference.stream;

import io.millrace.inference.load.ServedModel;
import io.millrace.inference.score.RowsAs;
import io.millrace.inference.stream.EventRows.Sent;
import io.millrace.starter.messaging.IgnoredMessages;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads events of a batch again, for a version that was trained with another schema. */
record RereadEvents(List<Sent> sent, IgnoredMessages ignored) implements RowsAs {

  @Override
  public Reread read(ServedModel model, int[] rows) {
    List<ConsumerRecord<String, byte[]>> records =
        Arrays.stream(rows).mapToObj(row -> sent.get(row).record()).toList();
    EventRows read = new EventReader(model.manifest().schema(), ignored).read(records);
    int[] places = new int[rows.length];
    int next = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean taken = next < read.sent().size() && read.sent().get(next).record() == records.get(i);
      places[i] = taken ? next++ : -1;
    }
    return new Reread(read.rows(), places);
  }
}
