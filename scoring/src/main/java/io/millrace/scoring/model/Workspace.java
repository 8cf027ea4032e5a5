package io.millrace.scoring.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Buffers of one call at a time: the graph reads and writes them in place. */
final class Workspace {

  private final FittedFeatures features;
  private final int width;
  private final int outputs;
  private final String output;
  private float[] encoded = new float[0];
  private FloatBuffer in = FloatBuffer.allocate(0);
  private FloatBuffer out = FloatBuffer.allocate(0);

  Workspace(FittedFeatures features, int outputs, boolean probabilities) {
    this.features = features;
    this.width = features.width();
    this.outputs = outputs;
    this.output = probabilities ? Graph.PROBABILITIES : Graph.VALUE;
  }

  void run(OrtSession session, RowBatch rows, int from, int to, float[] answers)
      throws OrtException {
    int n = to - from;
    makeRoom(n);
    features.encode(rows, from, to, encoded);
    in.clear().put(encoded, 0, n * width).flip();
    out.clear().limit(n * outputs);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor input = OnnxTensor.createTensor(environment, in, new long[] {n, width});
        OnnxTensor answer = OnnxTensor.createTensor(environment, out, new long[] {n, outputs});
        OrtSession.Result _ = session.run(Map.of(Graph.INPUT, input), Map.of(output, answer))) {
      out.rewind();
      out.get(answers, from * outputs, n * outputs);
    }
  }

  private void makeRoom(int rows) {
    if (encoded.length < rows * width) {
      encoded = new float[rows * width];
      in = direct(rows * width);
    }
    if (out.capacity() < rows * outputs) {
      out = direct(rows * outputs);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
