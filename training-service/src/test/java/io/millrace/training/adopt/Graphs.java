package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Graphs as others might write them, by hand. */
public final class Graphs {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("theirs");
  private long opset = 15;

  public static Graphs graph() {
    return new Graphs();
  }

  /**
   * One matrix of floats, which is multiplied.
   *
   * @param weights a row for each input
   */
  public static Graphs linear(String input, String output, float[]... weights) {
    return graph()
        .input(input, DataType.FLOAT_VALUE, -1, weights.length)
        .weights("w", weights)
        .node("MatMul", output, List.of(input, "w"))
        .output(output, DataType.FLOAT_VALUE, -1, weights[0].length);
  }

  Graphs opset(long version) {
    opset = version;
    return this;
  }

  Graphs input(String name, int element, long... shape) {
    graph.addInput(info(name, element, shape));
    return this;
  }

  Graphs output(String name, int element, long... shape) {
    graph.addOutput(info(name, element, shape));
    return this;
  }

  /** A sequence of maps, as ZipMap makes them. */
  Graphs maps(String name) {
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setSequenceType(
                        TypeProto.Sequence.newBuilder()
                            .setElemType(
                                TypeProto.newBuilder()
                                    .setMapType(
                                        TypeProto.Map.newBuilder()
                                            .setKeyType(DataType.STRING_VALUE)
                                            .setValueType(
                                                TypeProto.newBuilder()
                                                    .setTensorType(
                                                        TypeProto.Tensor.newBuilder()
                                                            .setElemType(
                                                                DataType.FLOAT_VALUE))))))));
    return this;
  }

  Graphs weights(String name, float[]... weights) {
    TensorProto.Builder tensor =
        Weld.tensor(DataType.FLOAT_VALUE, weights.length, weights[0].length).setName(name);
    for (float[] row : weights) {
      for (float weight : row) {
        tensor.addFloatData(weight);
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  Graphs constant(TensorProto.Builder tensor, String name) {
    graph.addInitializer(tensor.setName(name));
    return this;
  }

  Graphs node(String op, String output, List<String> inputs, AttributeProto... attributes) {
    return node("", op, List.of(output), inputs, attributes);
  }

  Graphs node(
      String domain,
      String op,
      List<String> outputs,
      List<String> inputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(op)
            .setName(outputs.getFirst())
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  public byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("theirs")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(2))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto info(String name, int element, long... shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (long dim : shape) {
      dims.addDim(
          dim < 0
              ? Dimension.newBuilder().setDimParam("N")
              : Dimension.newBuilder().setDimValue(dim));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(element).setShape(dims)))
        .build();
  }
}
