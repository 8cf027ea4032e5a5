package io.millrace.scoring.test;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Linear models as ONNX graphs, and what others are made of. */
public final class SmallGraphs {

  private SmallGraphs() {}

  /**
   * {@code softmax(features * weights + bias)}.
   *
   * @param weights by feature, by class
   */
  public static byte[] classifier(float[][] weights, float[] bias) {
    return model(
        linear(weights, bias, "logits")
            .addNode(softmax("logits", "probabilities"))
            .addOutput(floats("probabilities", bias.length)));
  }

  /**
   * As {@link #classifier}, of two features, by way of many products that change nothing: it takes
   * its time, and more of it for more rows.
   */
  public static byte[] slowClassifier(float[][] weights, float[] bias, int products) {
    int wide = 256;
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("slow")
            .addInput(floats("features", weights.length))
            .addInitializer(matrix("widen", diagonal(weights.length, wide)))
            .addInitializer(matrix("same", diagonal(wide, wide)))
            .addInitializer(matrix("narrow", diagonal(wide, weights.length)))
            .addNode(node("MatMul", "wide-0", "features", "widen"));
    for (int i = 0; i < products; i++) {
      graph.addNode(node("MatMul", "wide-" + (i + 1), "wide-" + i, "same"));
    }
    graph.addNode(node("MatMul", "narrowed", "wide-" + products, "narrow"));
    return model(
        addLinear(graph, weights, bias, "narrowed", "logits")
            .addNode(softmax("logits", "probabilities"))
            .addOutput(floats("probabilities", bias.length)));
  }

  private static float[][] diagonal(int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  /** {@code features * weights + bias}. */
  public static byte[] regressor(float[] weights, float bias) {
    float[][] column = new float[weights.length][1];
    for (int i = 0; i < weights.length; i++) {
      column[i][0] = weights[i];
    }
    return model(linear(column, new float[] {bias}, "value").addOutput(floats("value", 1)));
  }

  /**
   * {@code features * weights}, several numbers for each row.
   *
   * @param weights by feature, by number
   */
  public static byte[] numbers(float[][] weights) {
    int columns = weights[0].length;
    return model(linear(weights, new float[columns], "value").addOutput(floats("value", columns)));
  }

  private static GraphProto.Builder linear(float[][] weights, float[] bias, String output) {
    GraphProto.Builder graph =
        GraphProto.newBuilder().setName("linear").addInput(floats("features", weights.length));
    return addLinear(graph, weights, bias, "features", output);
  }

  private static GraphProto.Builder addLinear(
      GraphProto.Builder graph, float[][] weights, float[] bias, String input, String output) {
    TensorProto.Builder vector = tensor("bias", bias.length);
    for (float value : bias) {
      vector.addFloatData(value);
    }
    return graph
        .addInitializer(matrix("weights", weights))
        .addInitializer(vector)
        .addNode(node("Gemm", output, input, "weights", "bias"));
  }

  private static TensorProto.Builder matrix(String name, float[][] rows) {
    TensorProto.Builder matrix = tensor(name, rows.length, rows[0].length);
    for (float[] row : rows) {
      for (float value : row) {
        matrix.addFloatData(value);
      }
    }
    return matrix;
  }

  public static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  /** Over the columns of each row. */
  public static NodeProto softmax(String input, String output) {
    return node("Softmax", output, input).toBuilder()
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1))
        .build();
  }

  public static TensorProto.Builder tensor(String name, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  /** Any number of rows of so many columns. */
  public static ValueInfoProto floats(String name, int columns) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  public static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
