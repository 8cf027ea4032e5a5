package io.millrace.training.train;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Train.Algorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Linear, logistic or multinomial regression with an elastic net, by XGBoost's coordinate descent;
 * a step is a pass over all columns, scaled. {@code lambda} (L2) and {@code alpha} (L1) are for the
 * mean loss of a row; the default is what scikit-learn and AutoGluon call {@code C = 1}.
 */
public final class ElasticNet implements Trainer {

  private static final String PASSES = "passes";

  @Override
  public Algorithm algorithm() {
    return Algorithm.LINEAR;
  }

  @Override
  public Parameters defaults(Shape shape) {
    Parameters defaults =
        Parameters.of(Map.of("lambda", 1.0 / Math.max(1, shape.rows()), "alpha", 0.0, PASSES, 100));
    return shape.classes() == 0
        ? defaults
        : defaults.with(ClassWeight.KEY, ClassWeight.NONE.word());
  }

  @Override
  public Map<String, Distribution> space(Shape shape) {
    Map<String, Distribution> space = new LinkedHashMap<>();
    space.put("lambda", new LogUniform(1e-6, 1));
    space.put("alpha", new LogUniform(1e-6, 0.1));
    if (shape.classes() > 0) {
      space.put(ClassWeight.KEY, ClassWeight.choice());
    }
    return space;
  }

  @Override
  public int mostSteps(Parameters parameters, Shape shape) {
    return parameters.whole(PASSES);
  }

  @Override
  public Learner begin(TrainingSet set, Parameters parameters, long seed) {
    ClassWeight weight = ClassWeight.of(parameters, set.classes());
    Scaling scaling = Scaling.of(set);
    TargetScaling target = TargetScaling.of(set);
    Map<String, Object> settings = objective(set.classes());
    settings.put("booster", "gblinear");
    settings.put("updater", "coord_descent");
    settings.put("feature_selector", "cyclic");
    settings.put("lambda", parameters.number("lambda"));
    settings.put("alpha", parameters.number("alpha"));
    settings.put("nthread", 1);
    settings.put("verbosity", 0);
    Boosted boosted = Boosted.begin(scaled(set, scaling, target), settings, weight.ofRows(set));
    return new ElasticNetLearner(boosted, scaling, target, set.shape(), parameters);
  }

  /** Margins start from 0. */
  private static Map<String, Object> objective(int classes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    switch (classes) {
      case 0 -> settings.put("objective", "reg:squarederror");
      case 2 -> settings.put("objective", "binary:logistic");
      default -> {
        settings.put("objective", "multi:softprob");
        settings.put("num_class", classes);
      }
    }
    settings.put("base_score", classes == 2 ? 0.5f : 0f);
    return settings;
  }

  private static TrainingSet scaled(TrainingSet set, Scaling scaling, TargetScaling target) {
    return set.with(scaling.apply(set.features()), target.apply(set.targets()));
  }
}
