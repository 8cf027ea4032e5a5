package io.millrace.scoring.forecast;

import io.millrace.problem.Prepare.TimePart;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.TimeParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Turns a window into a graph's rows, in training as in serving. All values are taken relative to
 * the window's last one and divided by its scale, and so are the answers.
 */
public final class WindowEncoder {

  private static final int[] LAGS = {1, 2, 3, 6, 12};
  private static final int MOST_SEASONS = 7;
  private static final int SHORT_ROLL = 7;
  private static final List<TimePart> CALENDAR =
      List.of(TimePart.HOUR_OF_DAY, TimePart.DAY_OF_WEEK, TimePart.MONTH);
  private static final List<String> FIGURES = List.of("mean", "deviation", "least", "most");

  private final ForecastPlan plan;
  private final int[] lags;
  private final int[] rolls;
  private final int seasons;
  private final List<String> names;

  public WindowEncoder(ForecastPlan plan) {
    this.plan = plan;
    this.lags = Arrays.stream(LAGS).filter(lag -> lag < plan.context()).toArray();
    int roll = plan.season() > 1 ? plan.season() : SHORT_ROLL;
    this.rolls =
        Arrays.stream(new int[] {roll, 7 * roll, plan.context()})
            .filter(length -> length <= plan.context())
            .distinct()
            .toArray();
    this.seasons = plan.season() > 1 ? Math.min(MOST_SEASONS, plan.context() / plan.season()) : 0;
    this.names = List.copyOf(plan.encoding() == Encoding.WINDOW ? windowNames() : stepNames());
  }

  private List<String> windowNames() {
    List<String> all = new ArrayList<>();
    for (int lag = plan.context() - 1; lag >= 0; lag--) {
      all.add("lag-" + lag);
    }
    return all;
  }

  private List<String> stepNames() {
    List<String> all = new ArrayList<>(List.of("step"));
    CALENDAR.forEach(part -> all.add(part.word()));
    Arrays.stream(lags).forEach(lag -> all.add("lag-" + lag));
    for (int roll : rolls) {
      FIGURES.forEach(figure -> all.add("rolling-%s-%d".formatted(figure, roll)));
    }
    for (int i = 0; i < seasons; i++) {
      all.add("season-" + (i + 1));
    }
    if (seasons > 0) {
      all.add("season-mean");
    }
    return all;
  }

  /** The graph's columns. */
  public List<String> names() {
    return names;
  }

  /** The columns as they are: what is fitted about a window is in the plan. */
  public FittedFeatures features() {
    return new FittedFeatures(
        names.stream()
            .map(name -> new NumberEncoder(name, Double.NaN, 0, 1))
            .map(Encoder.class::cast)
            .toList());
  }

  public int width() {
    return names.size();
  }

  /** How many of the graph's rows a window becomes. */
  public int rows() {
    return plan.encoding() == Encoding.WINDOW ? 1 : plan.horizon();
  }

  /** How many numbers the graph answers to a row. */
  public int outputs() {
    return plan.encoding() == Encoding.WINDOW ? plan.horizon() : 1;
  }

  /** All rows of a window, one after the other, from a place in {@code out} on. */
  public void encode(Window window, float[] out, int at) {
    switch (plan.encoding()) {
      case WINDOW -> relative(window, out, at);
      case STEP -> encode(window, IntStream.rangeClosed(1, plan.horizon()).toArray(), out, at);
    }
  }

  private void relative(Window window, float[] out, int at) {
    double last = window.last();
    double scale = window.scale(plan);
    for (int i = 0; i < window.values().length; i++) {
      out[at + i] = (float) ((window.values()[i] - last) / scale);
    }
  }

  /** The rows of some steps of the horizon, the first being 1. */
  public void encode(Window window, int[] steps, float[] out, int at) {
    float[] values = new float[window.values().length];
    relative(window, values, 0);
    float[] shared = shared(values);
    for (int row = 0; row < steps.length; row++) {
      int next = at + row * width();
      out[next++] = steps[row];
      for (TimePart part : CALENDAR) {
        out[next++] = (float) TimeParts.of(part, plan.timeOf(window, steps[row]));
      }
      System.arraycopy(shared, 0, out, next, shared.length);
      if (seasons > 0) {
        seasons(values, steps[row], out, next + shared.length);
      }
    }
  }

  /** What is the same for each step. */
  private float[] shared(float[] values) {
    float[] shared = new float[lags.length + rolls.length * FIGURES.size()];
    int next = 0;
    for (int lag : lags) {
      shared[next++] = values[values.length - 1 - lag];
    }
    for (int roll : rolls) {
      next = roll(values, roll, shared, next);
    }
    return shared;
  }

  private static int roll(float[] values, int length, float[] out, int at) {
    double sum = 0;
    double squares = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = values.length - length; i < values.length; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    double mean = sum / length;
    out[at] = (float) mean;
    out[at + 1] = (float) Math.sqrt(Math.max(0, squares / length - mean * mean));
    out[at + 2] = least;
    out[at + 3] = most;
    return at + FIGURES.size();
  }

  /** The values of whole seasons before the step, the latest first, and the mean of all of them. */
  private void seasons(float[] values, int step, float[] out, int at) {
    int latest = Math.ceilDiv(step, plan.season());
    IntUnaryOperator place = i -> values.length - 1 + step - (latest + i) * plan.season();
    for (int i = 0; i < seasons; i++) {
      int found = place.applyAsInt(i);
      out[at + i] = found < 0 ? Float.NaN : values[found];
    }
    double sum = 0;
    int count = 0;
    for (int i = 0; place.applyAsInt(i) >= 0; i++) {
      sum += values[place.applyAsInt(i)];
      count++;
    }
    out[at + seasons] = count == 0 ? Float.NaN : (float) (sum / count);
  }
}
