package io.millrace.training.train;

import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees in XGBoost's memory. */
final class ForestLearner implements Learner {

  private final Booster booster;
  private final DMatrix data;
  private final int width;
  private final int classes;
  private final Map<String, Object> settings;
  private int rounds;

  private ForestLearner(
      Booster booster, DMatrix data, TrainingSet set, Map<String, Object> settings) {
    this.booster = booster;
    this.data = data;
    this.width = set.width();
    this.classes = set.classes();
    this.settings = Map.copyOf(settings);
  }

  static ForestLearner begin(TrainingSet set, Map<String, Object> settings) {
    try {
      DMatrix data = matrix(set);
      try {
        Booster booster = XGBoost.train(data, settings, 0, Map.of(), null, null);
        return new ForestLearner(booster, data, set, settings);
      } catch (XGBoostError e) {
        data.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw failed("train", e);
    }
  }

  private static DMatrix matrix(TrainingSet set) throws XGBoostError {
    DMatrix matrix = new DMatrix(set.features(), set.rows(), set.width(), Float.NaN);
    float[] labels = new float[set.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) set.targets()[i];
    }
    matrix.setLabel(labels);
    return matrix;
  }

  @Override
  public void step() {
    try {
      booster.update(data, rounds);
      rounds++;
    } catch (XGBoostError e) {
      throw failed("train", e);
    }
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(new java.util.TreeMap<>(settings));
    parameters.put("rounds", rounds);
    return parameters;
  }

  @Override
  public float[] predict(float[] features, int rows) {
    try {
      DMatrix unseen = new DMatrix(features, rows, width, Float.NaN);
      try {
        return flatten(booster.predict(unseen));
      } finally {
        unseen.dispose();
      }
    } catch (XGBoostError e) {
      throw failed("predict", e);
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
      throw failed("save", e);
    }
  }

  private static IllegalStateException failed(String what, XGBoostError e) {
    return new IllegalStateException("XGBoost could not %s: %s".formatted(what, e.getMessage()), e);
  }

  @Override
  public void close() {
    booster.dispose();
    data.dispose();
  }
}
