package io.millrace.training.train;

import io.millrace.problem.Train.Algorithm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees by XGBoost. How many trees is found on a validation tail; the model is then fitted
 * anew on all rows with that many.
 */
public final class GradientBoosting implements Trainer {

  private static final int MOST_ROUNDS = 300;
  private static final int FEWEST_ROUNDS = 20;
  private static final int DEFAULT_ROUNDS = 60;
  private static final int PATIENCE = 25;

  @Override
  public Algorithm algorithm() {
    return Algorithm.GRADIENT_BOOSTING;
  }

  @Override
  public Trained train(TrainingSet set, long seed) {
    Map<String, Object> parameters = parameters(set, seed);
    try {
      OptionalInt tail = ValidationTail.start(set);
      int rounds = tail.isPresent() ? bestRounds(set, tail.getAsInt(), parameters) : DEFAULT_ROUNDS;
      DMatrix data = matrix(set);
      try {
        Booster booster = XGBoost.train(data, parameters, rounds, Map.of(), null, null);
        Map<String, Object> settings = new LinkedHashMap<>(parameters);
        settings.put("rounds", rounds);
        return new TrainedForest(booster, set.width(), set.classes(), settings);
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not train: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> parameters(TrainingSet set, long seed) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    switch (set.classes()) {
      case 0 -> {
        parameters.put("objective", "reg:squarederror");
        parameters.put("base_score", (float) Arrays.stream(set.targets()).average().orElse(0));
        parameters.put("eval_metric", "rmse");
      }
      case 2 -> {
        parameters.put("objective", "binary:logistic");
        parameters.put("base_score", 0.5f);
        parameters.put("eval_metric", "logloss");
      }
      default -> {
        parameters.put("objective", "multi:softprob");
        parameters.put("num_class", set.classes());
        parameters.put("base_score", 0.5f);
        parameters.put("eval_metric", "mlogloss");
      }
    }
    parameters.put("tree_method", "hist");
    parameters.put("eta", 0.1);
    parameters.put("max_depth", 5);
    parameters.put("min_child_weight", 3);
    parameters.put("subsample", 0.8);
    parameters.put("colsample_bytree", 0.8);
    parameters.put("lambda", 1.0);
    parameters.put("seed", Math.floorMod(seed, Integer.MAX_VALUE));
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    return parameters;
  }

  private static int bestRounds(TrainingSet set, int tail, Map<String, Object> parameters)
      throws XGBoostError {
    DMatrix head = matrix(set.slice(0, tail));
    DMatrix validation = matrix(set.slice(tail, set.rows()));
    try {
      Booster booster = XGBoost.train(head, parameters, 0, Map.of(), null, null);
      try {
        return Math.max(FEWEST_ROUNDS, bestRounds(booster, head, validation));
      } finally {
        booster.dispose();
      }
    } finally {
      head.dispose();
      validation.dispose();
    }
  }

  private static int bestRounds(Booster booster, DMatrix head, DMatrix validation)
      throws XGBoostError {
    int best = 0;
    float lowest = Float.POSITIVE_INFINITY;
    float[] loss = new float[1];
    for (int i = 0; i < MOST_ROUNDS && i - best <= PATIENCE; i++) {
      booster.update(head, i);
      booster.evalSet(new DMatrix[] {validation}, new String[] {"validation"}, i, loss);
      if (loss[0] < lowest) {
        lowest = loss[0];
        best = i;
      }
    }
    return best + 1;
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
}
