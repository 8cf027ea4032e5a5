package io.millrace.inference.protocol;

import java.util.List;
import java.util.Map;

/**
 * An output of an answer.
 *
 * @param classes that the columns are of; empty where it has no such columns
 * @param parameters as the request gave them for this output
 */
public record OutputTensor(
    String name,
    List<Long> shape,
    Content data,
    List<String> classes,
    Map<String, Object> parameters) {

  /** Elements in row-major order. */
  public sealed interface Content {}

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Texts(String[] values) implements Content {}

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  public record Numbers(double[] values) implements Content {}

  public OutputTensor {
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
    parameters = Map.copyOf(parameters);
  }

  public Datatype datatype() {
    return switch (data) {
      case Texts _ -> Datatype.BYTES;
      case Numbers _ -> Datatype.FP64;
    };
  }
}
