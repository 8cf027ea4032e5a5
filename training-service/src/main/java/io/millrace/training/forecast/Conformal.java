package io.millrace.training.forecast;

import io.millrace.scoring.forecast.ForecastPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Split conformal intervals, step by step of the horizon (Lei et al. 2018, Journal of the American
 * Statistical Association 113(523)): what was off on rows that the model had not learned from, and
 * no more often than asked for. They promise coverage for rows like those.
 */
final class Conformal {

  private Conformal() {}

  /** For each step, in units of the window's scale; empty where a step was never seen. */
  static List<Double> margins(Judged unseen, ForecastPlan plan) {
    List<Double> margins = new ArrayList<>();
    for (int step = 0; step < unseen.horizon(); step++) {
      double[] errors = errors(unseen, step, plan);
      if (errors.length == 0) {
        return List.of();
      }
      int rank = (int) Math.ceil((errors.length + 1) * plan.coverage());
      margins.add(errors[Math.min(rank, errors.length) - 1]);
    }
    return margins;
  }

  private static double[] errors(Judged unseen, int step, ForecastPlan plan) {
    double[] errors = new double[unseen.origins().size()];
    for (int i = 0; i < errors.length; i++) {
      double scale = unseen.origins().get(i).window().scale(plan);
      errors[i] = Math.abs(unseen.answer(i, step) - unseen.truth(i, step)) / scale;
    }
    return Arrays.stream(errors).filter(error -> !Double.isNaN(error)).sorted().toArray();
  }

  /** The share of true values that the intervals hold. */
  static double coverage(Judged judged, ForecastPlan plan) {
    long count = 0;
    long held = 0;
    for (int i = 0; i < judged.origins().size(); i++) {
      double scale = judged.origins().get(i).window().scale(plan);
      for (int step = 0; step < judged.horizon(); step++) {
        double error = Math.abs(judged.answer(i, step) - judged.truth(i, step));
        if (!Double.isNaN(error)) {
          count++;
          held += error <= scale * plan.margins().get(step) ? 1 : 0;
        }
      }
    }
    return (double) held / count;
  }
}
