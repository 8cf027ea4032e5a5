package io.millrace.training.forecast;

import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forecasts from origins beside what came.
 *
 * @param origins in the order of time
 * @param answers step after step of one origin after the other
 */
@SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
record Judged(List<Origin> origins, double[] answers, int horizon) {

  /** The values of the season before, over and over; without a season the last value. */
  static Judged seasonalNaive(List<Origin> origins, ForecastPlan plan) {
    double[] answers = new double[origins.size() * plan.horizon()];
    for (int i = 0; i < answers.length; i++) {
      double[] values = origins.get(i / plan.horizon()).window().values();
      answers[i] = values[values.length - plan.season() + i % plan.horizon() % plan.season()];
    }
    return new Judged(origins, answers, plan.horizon());
  }

  /** Of a learner's or a graph's answers, which are relative to each window. */
  static Judged of(List<Origin> origins, float[] relative, ForecastPlan plan) {
    double[] answers = new double[relative.length];
    for (int i = 0; i < origins.size(); i++) {
      Window window = origins.get(i).window();
      double scale = window.scale(plan);
      for (int k = i * plan.horizon(); k < (i + 1) * plan.horizon(); k++) {
        answers[k] = window.last() + scale * relative[k];
      }
    }
    return new Judged(origins, answers, plan.horizon());
  }

  /** A served model's. */
  static Judged by(ForecastModel model, List<Origin> origins) {
    int horizon = model.plan().horizon();
    List<Forecast> forecasts = model.forecast(origins.stream().map(Origin::window).toList());
    double[] answers = new double[origins.size() * horizon];
    for (int i = 0; i < origins.size(); i++) {
      System.arraycopy(forecasts.get(i).values(), 0, answers, i * horizon, horizon);
    }
    return new Judged(origins, answers, horizon);
  }

  /** All answers for one step of the horizon, the first being 0. */
  double[] ofStep(int step) {
    return IntStream.range(0, origins.size()).mapToDouble(i -> answer(i, step)).toArray();
  }

  double truth(int origin, int step) {
    return origins.get(origin).truth()[step];
  }

  double answer(int origin, int step) {
    return answers[origin * horizon + step];
  }

  /**
   * @param naive by series, the mean error of the season before within the training part
   */
  Errors errors(double[] naive) {
    Errors errors = new Errors(origins.size());
    for (int i = 0; i < origins.size(); i++) {
      for (int step = 0; step < horizon; step++) {
        double is = truth(i, step);
        if (!Double.isNaN(is)) {
          errors.add(i, is, answer(i, step), naive[origins.get(i).series()]);
        }
      }
    }
    return errors;
  }

  Accuracy accuracy(double[] naive) {
    return errors(naive).all();
  }

  /** Those from some of the origins, by their places. */
  Judged only(int[] places) {
    double[] some = new double[places.length * horizon];
    List<Origin> from = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      from.add(origins.get(places[i]));
      System.arraycopy(answers, places[i] * horizon, some, i * horizon, horizon);
    }
    return new Judged(List.copyOf(from), some, horizon);
  }
}
