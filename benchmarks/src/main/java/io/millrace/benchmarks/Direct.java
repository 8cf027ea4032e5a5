package io.millrace.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime called as its own documentation does, with numbers that are prepared already. */
final class Direct implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final FloatBuffer input;
  private final long[] shape;

  Direct(Network network, int rows) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(network.onnx(), options);
    }
    this.shape = new long[] {rows, network.features()};
    this.input =
        ByteBuffer.allocateDirect(rows * network.features() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (float) Math.sin(i));
    }
  }

  float[] score() throws OrtException {
    try (OnnxTensor rows = OnnxTensor.createTensor(environment, input.rewind(), shape);
        OrtSession.Result result = session.run(Map.of("features", rows))) {
      float[] answers = new float[(int) shape[0] * 2];
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(answers);
      return answers;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
