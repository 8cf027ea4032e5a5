package io.millrace.training.train;

import java.util.Map;

/** What a trainer has learned so far; its native memory is freed by closing it. */
public interface Learner extends AutoCloseable {

  /** Learns on: a boosting round, an epoch. */
  void step();

  /** The settings it is made with, and how many steps it has taken. */
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
