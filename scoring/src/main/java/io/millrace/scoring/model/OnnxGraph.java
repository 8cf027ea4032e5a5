package io.millrace.scoring.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.features.RowEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** An ONNX graph from prepared rows to answers, run by ONNX Runtime. */
final class OnnxGraph implements Engine {

  private final OrtSession session;
  private final RowEncoder encoder;
  private final Graph graph;
  private final BlockingQueue<Workspace> workspaces =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

  private OnnxGraph(OrtSession session, RowEncoder encoder, Graph graph) {
    this.session = session;
    this.encoder = encoder;
    this.graph = graph;
  }

  /**
   * @throws IllegalArgumentException where it is no such graph
   */
  static OnnxGraph load(byte[] onnx, RowEncoder encoder, Graph graph) {
    GraphScan.check(onnx);
    try (OrtSession.SessionOptions options = options()) {
      OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      try {
        graph.requireFits(session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return new OnnxGraph(session, encoder, graph);
    } catch (OrtException e) {
      throw new IllegalArgumentException("the graph cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** One thread to a call: it is the calls that run in parallel. */
  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setMemoryPatternOptimization(false); // would remember a plan for every batch size
    return options;
  }

  @Override
  public List<float[]> score(List<RowBatch> batches) {
    Workspace workspace = borrow();
    boolean sound = false;
    try {
      List<float[]> answers =
          batches.size() == 1
              ? List.of(inPieces(workspace, batches.getFirst()))
              : together(workspace, batches);
      sound = true;
      return answers;
    } catch (OrtException e) {
      throw new IllegalStateException("the graph cannot be run: " + e.getMessage(), e);
    } finally {
      if (!sound || !workspaces.offer(workspace)) {
        workspace.close();
      }
    }
  }

  private float[] inPieces(Workspace workspace, RowBatch rows) throws OrtException {
    float[] answers = new float[rows.size() * graph.columns()];
    for (int from = 0; from < rows.size(); from += PIECE) {
      score(workspace, rows, from, Math.min(rows.size(), from + PIECE), answers);
    }
    return answers;
  }

  private List<float[]> together(Workspace workspace, List<RowBatch> batches) throws OrtException {
    workspace.clear();
    for (RowBatch batch : batches) {
      workspace.add(batch, 0, batch.size());
    }
    workspace.run();
    List<float[]> all = new ArrayList<>(batches.size());
    int first = 0;
    for (RowBatch batch : batches) {
      float[] answers = new float[batch.size() * graph.columns()];
      workspace.answers(first, batch.size(), answers, 0);
      all.add(answers);
      first += batch.size();
    }
    return all;
  }

  @Override
  public float[] scoreEach(RowBatch rows) {
    int columns = graph.columns();
    float[] answers = new float[rows.size() * columns];
    try (Workspace workspace = workspace()) {
      for (int row = 0; row < rows.size(); row++) {
        try {
          score(workspace, rows, row, row + 1, answers);
        } catch (OrtException e) {
          Arrays.fill(answers, row * columns, (row + 1) * columns, Float.NaN);
        }
      }
    }
    return answers;
  }

  private static void score(Workspace workspace, RowBatch rows, int from, int to, float[] answers)
      throws OrtException {
    workspace.clear();
    workspace.add(rows, from, to);
    workspace.run();
    workspace.answers(0, to - from, answers, from);
  }

  private Workspace borrow() {
    Workspace idle = workspaces.poll();
    return idle != null ? idle : workspace();
  }

  private Workspace workspace() {
    return new Workspace(session, encoder, graph);
  }

  @Override
  public void close() {
    for (Workspace idle = workspaces.poll(); idle != null; idle = workspaces.poll()) {
      idle.close();
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the graph cannot be closed", e);
    }
  }
}
