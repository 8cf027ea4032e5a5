package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Distribution.QUniform;
import io.millrace.problem.Distribution.Uniform;
import io.millrace.problem.Train.Algorithm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Boosted trees by XGBoost; a step is a round. A missing number goes the way that the training rows
 * taught each split. The defaults are the shallow ones of H2O AutoML's three; the space is
 * AutoGluon's, with H2O's heavier leaves and no learning rate that needs thousands of rounds.
 */
public final class GradientBoosting implements Trainer {

  private static final String ROUNDS = "rounds";

  @Override
  public Algorithm algorithm() {
    return Algorithm.GRADIENT_BOOSTING;
  }

  @Override
  public Parameters defaults(Shape shape) {
    Parameters defaults =
        Parameters.of(
            Map.of(
                "eta",
                0.1,
                "max_depth",
                5,
                "min_child_weight",
                3.0,
                "subsample",
                0.8,
                "colsample_bytree",
                0.8,
                "lambda",
                1.0,
                "alpha",
                0.0,
                "gamma",
                0.0,
                ROUNDS,
                300));
    return shape.classes() == 0
        ? defaults
        : defaults.with(ClassWeight.KEY, ClassWeight.NONE.word());
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    Map<String, Distribution> space = new LinkedHashMap<>();
    space.put("eta", new LogUniform(0.02, 0.3));
    space.put("max_depth", new QUniform(3, 10, 1));
    space.put("min_child_weight", new LogUniform(1, 20));
    space.put("subsample", new Uniform(0.5, 1));
    space.put("colsample_bytree", new Uniform(0.5, 1));
    space.put("lambda", new LogUniform(0.01, 100));
    space.put("alpha", new LogUniform(0.001, 10));
    space.put("gamma", new LogUniform(0.001, 5));
    if (shape.classes() > 0) {
      space.put(ClassWeight.KEY, ClassWeight.choice());
    }
    return space;
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return parameters.whole(ROUNDS);
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    ClassWeight weight = ClassWeight.of(parameters, set.classes());
    Map<String, Object> settings = objective(set);
    parameters.values().forEach(settings::put);
    settings.remove(ROUNDS);
    settings.remove(ClassWeight.KEY);
    settings.put("max_depth", parameters.whole("max_depth"));
    settings.put("tree_method", "hist");
    settings.put("seed", Math.floorMod(seed, Integer.MAX_VALUE));
    // XGBoost draws from one generator a thread, which all that learn there would share
    settings.put("seed_per_iteration", true);
    settings.put("nthread", 1);
    settings.put("verbosity", 0);
    Boosted boosted = Boosted.begin(set, settings, weight.ofRows(set));
    settings.put(ClassWeight.KEY, weight.word());
    return new ForestLearner(boosted, set.shape(), settings);
  }

  private static Map<String, Object> objective(TrainingSet set) {
    Map<String, Object> settings = new LinkedHashMap<>();
    switch (set.classes()) {
      case 0 -> {
        settings.put("objective", "reg:squarederror");
        settings.put("base_score", (float) Arrays.stream(set.targets()).average().orElse(0));
      }
      case 2 -> {
        settings.put("objective", "binary:logistic");
        settings.put("base_score", 0.5f);
      }
      default -> {
        settings.put("objective", "multi:softprob");
        settings.put("num_class", set.classes());
        settings.put("base_score", 0.5f);
      }
    }
    return settings;
  }
}
