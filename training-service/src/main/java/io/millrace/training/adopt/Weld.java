package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that are put before and behind somebody else's graph. Of operators, and forms of them, that
 * have been the same since opset 7.
 */
final class Weld {

  private final List<NodeProto> nodes = new ArrayList<>();

  List<NodeProto> nodes() {
    return List.copyOf(nodes);
  }

  /** Adds a node, and returns its output's name. */
  String node(String op, String output, List<String> inputs, AttributeProto... attributes) {
    nodes.add(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes))
            .build());
    return output;
  }

  String same(String value, String output) {
    return node("Identity", output, List.of(value));
  }

  String cast(String value, int element, String output) {
    return node("Cast", output, List.of(value), number("to", element));
  }

  /** Some columns, as [rows, columns]. */
  String columns(String matrix, int first, int count, String output) {
    TensorProto.Builder at = tensor(DataType.INT64_VALUE, count);
    for (int i = 0; i < count; i++) {
      at.addInt64Data(first + i);
    }
    String indices = constant(output + "/at", at);
    return node("Gather", output, List.of(matrix, indices), number("axis", 1));
  }

  /** As [rows] or [rows, 1]. */
  String shaped(String column, boolean flat, String output) {
    TensorProto.Builder shape = tensor(DataType.INT64_VALUE, flat ? 1 : 2).addInt64Data(-1);
    if (!flat) {
      shape.addInt64Data(1);
    }
    return node("Reshape", output, List.of(column, constant(output + "/shape", shape)));
  }

  /** The word whose column is 1; none where no column is. */
  String words(String columns, List<String> words, String output) {
    TensorProto.Builder ones = tensor(DataType.FLOAT_VALUE, words.size(), 1);
    words.forEach(_ -> ones.addFloatData(1));
    String known =
        node("MatMul", output + "/known", List.of(columns, constant(output + "/ones", ones)));
    String unknown = less(known, output + "/unknown");
    String all = node("Concat", output + "/all", List.of(unknown, columns), number("axis", 1));
    String which =
        node("ArgMax", output + "/which", List.of(all), number("axis", 1), number("keepdims", 1));
    TensorProto.Builder texts =
        tensor(DataType.STRING_VALUE, words.size() + 1L).addStringData(ByteString.EMPTY);
    words.forEach(word -> texts.addStringData(ByteString.copyFromUtf8(word)));
    String named = constant(output + "/words", texts);
    return node("Gather", output, List.of(named, which), number("axis", 0));
  }

  /** What is left to 1. */
  String less(String value, String output) {
    TensorProto.Builder one = tensor(DataType.FLOAT_VALUE, 1).addFloatData(1);
    return node("Sub", output, List.of(constant(output + "/one", one), value));
  }

  String constant(String name, TensorProto.Builder value) {
    AttributeProto attribute =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeType.TENSOR)
            .setT(value)
            .build();
    return node("Constant", name, List.of(), attribute);
  }

  static TensorProto.Builder tensor(int element, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(element);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }
}
