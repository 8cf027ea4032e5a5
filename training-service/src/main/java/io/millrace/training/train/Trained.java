package io.millrace.training.train;

import java.util.Map;

/** What a trainer learned; its native memory is freed by closing it. */
public interface Trained extends AutoCloseable {

  /** The settings it was made with, those found while learning included. */
  Map<String, Object> parameters();

  /**
   * The library's own answers: row after row, a probability for each class in order, or the value.
   *
   * @param features row after row, as in {@link TrainingSet}
   */
  float[] predict(float[] features, int rows);

  /**
   * The same function as an ONNX graph of opset 17: input {@code features}, output {@code
   * probabilities} or {@code value}.
   */
  byte[] onnx();

  @Override
  void close();
}
