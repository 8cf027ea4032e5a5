package io.millrace.scoring.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.features.RowEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of one native call at a time, which the graph reads and writes in place. The tensors over
 * them are kept for as long as calls have the same number of rows.
 */
final class Workspace implements AutoCloseable {

  private final OrtSession session;
  private final RowEncoder encoder;
  private final Graph graph;
  private float[] encoded = new float[0];
  private FloatBuffer in = FloatBuffer.allocate(0);
  private FloatBuffer out = FloatBuffer.allocate(0);
  private int rows;
  private @Nullable Tensors tensors;

  Workspace(OrtSession session, RowEncoder encoder, Graph graph) {
    this.session = session;
    this.encoder = encoder;
    this.graph = graph;
  }

  private record Tensors(int rows, OnnxTensor input, OnnxTensor answer) {
    void close() {
      input.close();
      answer.close();
    }
  }

  /** Forgets the rows. */
  void clear() {
    rows = 0;
  }

  /** Prepares rows, behind those that are there. */
  void add(RowBatch batch, int from, int to) {
    int width = encoder.width();
    int room = (rows + to - from) * width;
    if (encoded.length < room) {
      encoded = Arrays.copyOf(encoded, Math.max(room, 2 * encoded.length));
    }
    encoder.encode(batch, from, to, encoded, rows * width);
    rows += to - from;
  }

  /** Scores the rows that are there. */
  void run() throws OrtException {
    makeRoom();
    in.clear().put(encoded, 0, rows * encoder.width());
    Tensors now = tensors();
    try (OrtSession.Result _ =
        session.run(Map.of(Graph.INPUT, now.input), Map.of(graph.output(), now.answer))) {
      out.clear();
    }
  }

  /** Copies the answers of some of the rows. */
  void answers(int first, int count, float[] into, int at) {
    out.position(first * graph.columns());
    out.get(into, at * graph.columns(), count * graph.columns());
  }

  private void makeRoom() {
    int needed = rows * encoder.width();
    if (in.capacity() < needed || out.capacity() < rows * graph.columns()) {
      forget();
      in = direct(Math.max(needed, 2 * in.capacity()));
      out = direct(Math.max(rows * graph.columns(), 2 * out.capacity()));
    }
  }

  private Tensors tensors() throws OrtException {
    Tensors known = tensors;
    if (known != null && known.rows == rows) {
      return known;
    }
    forget();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] inputShape = {rows, encoder.width()};
    long[] answerShape = {rows, graph.columns()};
    in.clear().limit(rows * encoder.width());
    out.clear().limit(rows * graph.columns());
    OnnxTensor input = OnnxTensor.createTensor(environment, in, inputShape);
    Tensors made = new Tensors(rows, input, OnnxTensor.createTensor(environment, out, answerShape));
    tensors = made;
    return made;
  }

  private void forget() {
    if (tensors != null) {
      tensors.close();
      tensors = null;
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() {
    forget();
  }
}
