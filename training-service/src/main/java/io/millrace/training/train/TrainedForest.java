package io.millrace.training.train;

import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

final class TrainedForest implements Trained {

  private final Booster booster;
  private final int width;
  private final int classes;
  private final Map<String, Object> parameters;

  TrainedForest(Booster booster, int width, int classes, Map<String, Object> parameters) {
    this.booster = booster;
    this.width = width;
    this.classes = classes;
    this.parameters = java.util.Collections.unmodifiableMap(parameters);
  }

  @Override
  public Map<String, Object> parameters() {
    return parameters;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    try {
      DMatrix data = new DMatrix(features, rows, width, Float.NaN);
      try {
        return flatten(booster.predict(data));
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not predict: " + e.getMessage(), e);
    }
  }

  /** XGBoost answers two classes with the probability of the second. */
  private float[] flatten(float[][] answers) {
    int outputs = Math.max(1, classes);
    float[] flat = new float[answers.length * outputs];
    for (int row = 0; row < answers.length; row++) {
      if (classes == 2) {
        flat[2 * row] = 1 - answers[row][0];
        flat[2 * row + 1] = answers[row][0];
      } else {
        System.arraycopy(answers[row], 0, flat, row * outputs, outputs);
      }
    }
    return flat;
  }

  @Override
  public byte[] onnx() {
    try {
      return ForestGraph.write(Forest.parse(booster.toByteArray("json")), width, classes);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not save: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }
}
