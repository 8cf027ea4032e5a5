package io.millrace.scoring.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.features.RowEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript program from a matrix of floats to answers, run by PyTorch on the caller's thread.
 * Only where {@link PyTorch} is.
 */
final class TorchProgram implements Engine {

  private static final String ENGINE = "PyTorch";

  static {
    // read when PyTorch is loaded: more threads only spin, and nothing is to be fetched
    Map.of(
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.offline", "true")
        .forEach(
            (key, value) -> {
              if (System.getProperty(key) == null) {
                System.setProperty(key, value);
              }
            });
  }

  private final Model model;
  private final RowEncoder encoder;
  private final Answering answering;

  private TorchProgram(Model model, RowEncoder encoder, Answering answering) {
    this.model = model;
    this.encoder = encoder;
    this.answering = answering;
  }

  /**
   * @throws IllegalArgumentException where it is no such program; the message is a plain sentence
   *     part
   */
  static TorchProgram load(byte[] program, RowEncoder encoder, Answering answering) {
    TorchScan.check(program);
    Model model = Model.newInstance("imported", ENGINE);
    try {
      model.load(new ByteArrayInputStream(program));
      return new TorchProgram(model, encoder, answering);
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new IllegalArgumentException("the program cannot be loaded: " + firstLine(e), e);
    }
  }

  @Override
  public List<float[]> score(List<RowBatch> batches) {
    return batches.stream().map(this::score).toList();
  }

  private float[] score(RowBatch rows) {
    float[] answers = new float[rows.size() * answering.columns()];
    for (int from = 0; from < rows.size(); from += PIECE) {
      run(rows, from, Math.min(rows.size(), from + PIECE), answers);
    }
    return answers;
  }

  @Override
  public float[] scoreEach(RowBatch rows) {
    int columns = answering.columns();
    float[] answers = new float[rows.size() * columns];
    for (int row = 0; row < rows.size(); row++) {
      try {
        run(rows, row, row + 1, answers);
      } catch (IllegalStateException e) {
        Arrays.fill(answers, row * columns, (row + 1) * columns, Float.NaN);
      }
    }
    return answers;
  }

  private void run(RowBatch rows, int from, int to, float[] answers) {
    float[] encoded = new float[(to - from) * encoder.width()];
    encoder.encode(rows, from, to, encoded, 0);
    try (NDManager memory = model.getNDManager().newSubManager()) {
      NDArray input = memory.create(encoded, new Shape(to - from, encoder.width()));
      NDList output =
          model.getBlock().forward(new ParameterStore(memory, false), new NDList(input), false);
      if (output.size() != 1) {
        throw new IllegalStateException(
            "the program answers with %d tensors, expected one".formatted(output.size()));
      }
      float[] numbers = output.singletonOrThrow().toType(DataType.FLOAT32, false).toFloatArray();
      answering.write(numbers, to - from, answers, from * answering.columns());
    } catch (EngineException e) {
      throw new IllegalStateException("the program fails: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    model.close();
  }
}
