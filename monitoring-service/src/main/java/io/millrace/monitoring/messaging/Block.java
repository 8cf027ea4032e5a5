package io.millrace.monitoring.messaging;

import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rows of one problem and one partition, in order, as bytes. They are what a partial sketch of so
 * few rows is: the values themselves, to be merged losslessly.
 */
final class Block {

  /** Of all that follows; whoever changes that counts on, and goes on reading this. */
  private static final int FORMAT = 1;

  private static final int PREDICTION = 1;
  private static final int TRUTH = 2;

  private final Packer packed = new Packer();
  private int rows;

  Block() {
    packed.number(FORMAT);
  }

  int rows() {
    return rows;
  }

  int size() {
    return packed.size();
  }

  byte[] bytes() {
    return packed.bytes();
  }

  void add(Row row) {
    EventContext context = row.context();
    packed
        .number(row instanceof Row.Predicted ? PREDICTION : TRUTH)
        .plainText(context.id())
        .text(context.source())
        .text(context.subject())
        .time(context.time())
        .plainText(context.correlationId())
        .text(row.place().topic())
        .number(row.place().partition())
        .number(row.place().offset());
    switch (row) {
      case Row.Predicted(_, _, var prediction) -> PackedPrediction.write(prediction, packed);
      case Row.Labelled(_, _, var truth) -> PackedPrediction.write(truth.value(), packed);
    }
    rows++;
  }

  /**
   * @throws MalformedMessageException when it is of a later Millrace
   */
  static List<Row> read(byte[] bytes, ProblemName problem) {
    List<Row> rows = new ArrayList<>();
    try {
      Unpacker in = new Unpacker(bytes, FORMAT);
      while (in.hasMore()) {
        rows.add(row(in, problem));
      }
    } catch (RuntimeException e) {
      throw new MalformedMessageException("a block that cannot be read: " + e, e);
    }
    return rows;
  }

  private static Row row(Unpacker in, ProblemName problem) {
    boolean prediction = in.count() == PREDICTION;
    EventContext context =
        new EventContext(
            in.plainText(),
            prediction ? Prediction.TYPE : GroundTruth.TYPE,
            in.text(),
            in.text(),
            in.time(),
            problem,
            in.plainText());
    Place place = new Place(in.text(), in.count(), in.number());
    return prediction
        ? new Row.Predicted(context, place, PackedPrediction.read(in))
        : new Row.Labelled(
            context, place, new GroundTruth(Objects.requireNonNull(PackedPrediction.value(in))));
  }
}
