package io.millrace.training.forecast;

import io.millrace.scoring.forecast.Encoding;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.forecast.WindowEncoder;
import io.millrace.training.train.TrainingSet;
import java.util.List;

/** Origins as a trainer takes them, encoded as they are served. */
record Examples(ForecastPlan plan) {

  /** Rows of single steps are many and much alike; so many are learned from. */
  private static final int MOST_STEP_ROWS = 100_000;

  TrainingSet of(List<Origin> origins) {
    return switch (plan.encoding()) {
      case WINDOW -> windows(origins);
      case STEP -> steps(origins);
    };
  }

  private TrainingSet windows(List<Origin> origins) {
    double[] targets = new double[origins.size() * plan.horizon()];
    for (int i = 0; i < origins.size(); i++) {
      for (int step = 0; step < plan.horizon(); step++) {
        targets[i * plan.horizon() + step] = relative(origins.get(i), step);
      }
    }
    float[] features = features(origins.stream().map(Origin::window).toList());
    return TrainingSet.ofVectors(features, plan.context(), targets, plan.horizon());
  }

  /** Of each origin some steps of the horizon, of the next one others. */
  private TrainingSet steps(List<Origin> origins) {
    WindowEncoder encoder = new WindowEncoder(plan);
    int taken = Math.clamp(MOST_STEP_ROWS / Math.max(1, origins.size()), 1, plan.horizon());
    int rows = origins.size() * taken;
    float[] features = new float[rows * encoder.width()];
    double[] targets = new double[rows];
    for (int i = 0; i < origins.size(); i++) {
      int[] steps = new int[taken];
      for (int k = 0; k < taken; k++) {
        int step = (k * plan.horizon() / taken + i) % plan.horizon();
        steps[k] = step + 1;
        targets[i * taken + k] = relative(origins.get(i), step);
      }
      encoder.encode(origins.get(i).window(), steps, features, i * taken * encoder.width());
    }
    return new TrainingSet(features, encoder.width(), targets, 0);
  }

  private double relative(Origin origin, int step) {
    Window window = origin.window();
    return (origin.truth()[step] - window.last()) / window.scale(plan);
  }

  /** Whole windows as a graph's rows. */
  float[] features(List<Window> windows) {
    WindowEncoder encoder = new WindowEncoder(plan);
    int size = encoder.rows() * encoder.width();
    float[] features = new float[windows.size() * size];
    for (int i = 0; i < windows.size(); i++) {
      encoder.encode(windows.get(i), features, i * size);
    }
    return features;
  }

  /** How many rows {@link #features} makes of a window. */
  int rowsOfWindow() {
    return plan.encoding() == Encoding.WINDOW ? 1 : plan.horizon();
  }
}
