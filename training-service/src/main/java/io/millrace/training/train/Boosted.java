package io.millrace.training.train;

import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A booster of XGBoost's, trees or linear, and the rows that it learns from. */
final class Boosted implements AutoCloseable {

  private static final float LARGEST = 1e38f;

  private final Booster booster;
  private final DMatrix data;
  private final int width;
  private final int classes;
  private int rounds;

  private Boosted(Booster booster, DMatrix data, TrainingSet set) {
    this.booster = booster;
    this.data = data;
    this.width = set.width();
    this.classes = set.classes();
  }

  /**
   * @param weights of the rows; empty where all weigh the same
   */
  static Boosted begin(TrainingSet set, Map<String, Object> settings, Optional<float[]> weights) {
    try {
      DMatrix data = matrix(set);
      try {
        if (weights.isPresent()) {
          data.setWeight(weights.get());
        }
        return new Boosted(XGBoost.train(data, settings, 0, Map.of(), null, null), data, set);
      } catch (XGBoostError e) {
        data.dispose();
        throw e;
      }
    } catch (XGBoostError e) {
      throw failed("train", e);
    }
  }

  private static DMatrix matrix(TrainingSet set) throws XGBoostError {
    DMatrix matrix = new DMatrix(finite(set.features()), set.rows(), set.width(), Float.NaN);
    float[] labels = new float[set.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) set.targets()[i];
    }
    matrix.setLabel(labels);
    return matrix;
  }

  /** XGBoost refuses infinity; a number beyond every threshold goes the same way. */
  private static float[] finite(float[] features) {
    float[] finite = features;
    for (int i = 0; i < features.length; i++) {
      if (Float.isInfinite(features[i])) {
        finite = finite == features ? features.clone() : finite;
        finite[i] = Math.copySign(LARGEST, features[i]);
      }
    }
    return finite;
  }

  void step() {
    try {
      booster.update(data, rounds);
      rounds++;
    } catch (XGBoostError e) {
      throw failed("train", e);
    }
  }

  int rounds() {
    return rounds;
  }

  /** As {@link Learner#predict}. */
  float[] predict(float[] features, int rows) {
    try {
      DMatrix unseen = new DMatrix(finite(features), rows, width, Float.NaN);
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

  /** The model as XGBoost saves it. */
  byte[] json() {
    try {
      return booster.toByteArray("json");
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
