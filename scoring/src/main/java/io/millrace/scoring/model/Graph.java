package io.millrace.scoring.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Map;

/**
 * What a model's graph takes and gives.
 *
 * @param width of its input
 * @param output its name
 * @param columns of its output
 */
record Graph(int width, String output, int columns) {

  static final String INPUT = "features";
  static final String PROBABILITIES = "probabilities";
  static final String VALUE = "value";

  static Graph classes(int width, int classes) {
    return new Graph(width, PROBABILITIES, classes);
  }

  static Graph numbers(int width, int numbers) {
    return new Graph(width, VALUE, numbers);
  }

  void requireFits(OrtSession session) throws OrtException {
    require(session.getInputInfo(), "input", INPUT, width);
    require(session.getOutputInfo(), "output", output, columns);
  }

  private static void require(Map<String, NodeInfo> nodes, String what, String name, int columns) {
    NodeInfo node = nodes.get(name);
    if (node == null || nodes.size() != 1) {
      throw new IllegalArgumentException(
          "the graph's %ss are %s, expected %s".formatted(what, nodes.keySet(), name));
    }
    boolean fits =
        node.getInfo() instanceof TensorInfo info
            && info.type == OnnxJavaType.FLOAT
            && info.getShape().length == 2
            && info.getShape()[0] < 0
            && (info.getShape()[1] == columns || info.getShape()[1] < 0);
    if (!fits) {
      throw new IllegalArgumentException(
          "the graph's %s '%s' is %s, expected floats [rows, %d]"
              .formatted(what, name, node.getInfo(), columns));
    }
  }
}
