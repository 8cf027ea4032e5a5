package io.millrace.monitoring.messaging;

import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
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
  private static final int REFUSAL = 3;

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
        .number(kind(row))
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
      case Row.Refused _ -> {}
    }
    rows++;
  }

  private static int kind(Row row) {
    return switch (row) {
      case Row.Predicted _ -> PREDICTION;
      case Row.Labelled _ -> TRUTH;
      case Row.Refused _ -> REFUSAL;
    };
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
    int kind = in.count();
    EventContext context =
        new EventContext(
            in.plainText(), type(kind), in.text(), in.text(), in.time(), problem, in.plainText());
    Place place = new Place(in.text(), in.count(), in.number());
    return switch (kind) {
      case PREDICTION -> new Row.Predicted(context, place, PackedPrediction.read(in));
      case TRUTH ->
          new Row.Labelled(
              context, place, new GroundTruth(Objects.requireNonNull(PackedPrediction.value(in))));
      default -> new Row.Refused(context, place);
    };
  }

  private static String type(int kind) {
    return switch (kind) {
      case PREDICTION -> Prediction.TYPE;
      case TRUTH -> GroundTruth.TYPE;
      case REFUSAL -> Rejection.TYPE;
      default -> throw new IllegalStateException("kind: found %d".formatted(kind));
    };
  }
}
