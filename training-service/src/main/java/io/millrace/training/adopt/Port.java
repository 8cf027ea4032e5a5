package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output of a graph.
 *
 * @param element the type of a tensor's elements in ONNX's numbers; {@value #NO_TENSOR} for what is
 *     no tensor
 * @param hasShape whether the graph says how many dimensions it has
 * @param shape {@value #ANY} where a dimension is open
 */
record Port(String name, int element, boolean hasShape, List<Long> shape) {

  static final int NO_TENSOR = 0;
  static final long ANY = -1;

  static Port of(ValueInfoProto info) {
    TypeProto type = info.getType();
    if (!type.hasTensorType()) {
      return new Port(info.getName(), NO_TENSOR, false, List.of());
    }
    List<Long> shape =
        type.getTensorType().getShape().getDimList().stream().map(Port::dimension).toList();
    return new Port(
        info.getName(), type.getTensorType().getElemType(), type.getTensorType().hasShape(), shape);
  }

  private static long dimension(Dimension dimension) {
    boolean isFixed = dimension.getValueCase() == Dimension.ValueCase.DIM_VALUE;
    return isFixed && dimension.getDimValue() > 0 ? dimension.getDimValue() : ANY;
  }

  boolean isReal() {
    return element == DataType.FLOAT_VALUE || element == DataType.DOUBLE_VALUE;
  }

  boolean isText() {
    return element == DataType.STRING_VALUE;
  }

  /** A label is a text or a whole number. */
  boolean isLabel() {
    return isText() || element == DataType.INT64_VALUE || element == DataType.INT32_VALUE;
  }

  /** Whether a number can be made into it. */
  boolean takesNumbers() {
    return isReal() || element == DataType.BOOL_VALUE || (isLabel() && !isText());
  }

  /** Whether it takes any number of rows. */
  boolean isOpen() {
    return shape.isEmpty() || shape.getFirst() == ANY;
  }

  /** One value a row: [rows] or [rows, 1]. */
  boolean isColumn() {
    return shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1);
  }

  /** Several values a row, as many as are open or fixed; 1 for [rows]. */
  long width() {
    return shape.size() < 2 ? 1 : shape.get(1);
  }

  /** As people write it: {@code X: float [rows, 4]}. */
  @Override
  public String toString() {
    if (element == NO_TENSOR) {
      return name + ": no tensor";
    }
    String dimensions =
        shape.stream()
            .map(dimension -> dimension == ANY ? "any" : dimension.toString())
            .collect(Collectors.joining(", "));
    return "%s: %s [%s]".formatted(name, word(), hasShape ? dimensions : "?");
  }

  private String word() {
    return switch (element) {
      case DataType.FLOAT_VALUE -> "float";
      case DataType.DOUBLE_VALUE -> "double";
      case DataType.INT32_VALUE -> "int32";
      case DataType.INT64_VALUE -> "int64";
      case DataType.BOOL_VALUE -> "bool";
      case DataType.STRING_VALUE -> "string";
      default -> "type " + element;
    };
  }
}
