package io.millrace.training.train;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX graph in the making: from {@value #INPUT} to one output, bytes without chance in them.
 */
final class OnnxGraph {

  static final String INPUT = "features";

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final long ML_OPSET = 3;

  private final GraphProto.Builder graph;

  OnnxGraph(int width) {
    this(GraphProto.newBuilder().setName("millrace").addInput(floats(INPUT, width)));
  }

  private OnnxGraph(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** A finished graph that goes on: what was its output is now called {@code output}. */
  static OnnxGraph continuing(byte[] finished, String output) {
    try {
      GraphProto.Builder graph = ModelProto.parseFrom(finished).getGraph().toBuilder();
      String before = graph.getOutput(0).getName();
      graph.clearOutput();
      graph.getNodeBuilderList().stream()
          .filter(node -> node.getOutput(0).equals(before))
          .forEach(node -> node.setName(output).setOutput(0, output));
      return new OnnxGraph(graph);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX graph", e);
    }
  }

  /** The output's name as inference expects it. */
  static String outputName(boolean regression) {
    return regression ? "value" : "probabilities";
  }

  /** Adds a node and returns its output's name, which is its own. */
  String node(String op, String name, List<String> inputs, AttributeProto... attributes) {
    return node("", op, name, inputs, attributes);
  }

  /** As {@link #node}, of the classic-ML operators. */
  String mlNode(String op, String name, List<String> inputs, AttributeProto... attributes) {
    return node("ai.onnx.ml", op, name, inputs, attributes);
  }

  private String node(
      String domain, String op, String name, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(op)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  /** Adds numbers under a name, which is returned; without dimensions it is a scalar. */
  String constant(String name, float[] values, long... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * @param output the name of the last node
   * @param columns of the output
   */
  byte[] finish(String output, int columns) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("millrace")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(ML_OPSET))
        .setGraph(graph.addOutput(floats(output, columns)))
        .build()
        .toByteArray();
  }

  /** Ends with the probabilities of two classes, of the second one's margin. */
  byte[] finishSigmoid(String margin) {
    String second = node("Sigmoid", "second", List.of(margin));
    String one = constant("one", new float[] {1});
    String first = node("Sub", "first", List.of(one, second));
    String output = outputName(false);
    node("Concat", output, List.of(first, second), attribute("axis", -1));
    return finish(output, 2);
  }

  /** Ends with the probabilities of classes, of their margins. */
  byte[] finishSoftmax(String margins, int classes) {
    String output = outputName(false);
    node("Softmax", output, List.of(margins), attribute("axis", -1));
    return finish(output, classes);
  }

  static AttributeProto attribute(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto longs(String name, List<Long> values) {
    return attribute(name, AttributeType.INTS).addAllInts(values).build();
  }

  static AttributeProto floats(String name, List<Float> values) {
    return attribute(name, AttributeType.FLOATS).addAllFloats(values).build();
  }

  static AttributeProto strings(String name, List<String> values) {
    return attribute(name, AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static ValueInfoProto floats(String name, long columns) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
