package io.millrace.scoring.model;

import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.forecast.WindowEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that forecasts series. To be shared and closed as the {@link ScoringModel} that it is.
 */
public final class ForecastModel implements AutoCloseable {

  private static final int AT_ONCE = 128;

  private final ScoringModel graph;
  private final ForecastPlan plan;
  private final WindowEncoder encoder;

  private ForecastModel(ScoringModel graph, ForecastPlan plan, WindowEncoder encoder) {
    this.graph = graph;
    this.plan = plan;
    this.encoder = encoder;
  }

  /**
   * @param onnx a graph with one input {@code features} and one output {@code value}, as wide as
   *     the plan's encoding says
   * @throws IllegalArgumentException where the graph is no such thing
   */
  public static ForecastModel load(byte[] onnx, ForecastPlan plan) {
    WindowEncoder encoder = new WindowEncoder(plan);
    FittedFeatures features = encoder.features();
    return new ForecastModel(
        ScoringModel.ofNumbers(onnx, features, encoder.outputs()), plan, encoder);
  }

  /** A loaded model that forecasts, which is closed with this. */
  public static ForecastModel of(ScoringModel graph, ForecastPlan plan) {
    return new ForecastModel(graph, plan, new WindowEncoder(plan));
  }

  public ForecastPlan plan() {
    return plan;
  }

  /** Forecasts each window by itself; numbers that are none where values lead beyond a float. */
  public List<Forecast> forecast(List<Window> windows) {
    List<Forecast> forecasts = new ArrayList<>();
    for (int from = 0; from < windows.size(); from += AT_ONCE) {
      List<Window> some = windows.subList(from, Math.min(windows.size(), from + AT_ONCE));
      Scores scores = graph.score(rows(some));
      for (int i = 0; i < some.size(); i++) {
        forecasts.add(Forecast.of(plan, some.get(i), values(scores, i, some.get(i))));
      }
    }
    return forecasts;
  }

  /** The windows as the graph's rows. */
  public RowBatch rows(List<Window> windows) {
    RowBatch batch = new RowBatch(encoder.features().schema(), windows.size() * encoder.rows());
    float[] encoded = new float[encoder.rows() * encoder.width()];
    for (Window window : windows) {
      encoder.encode(window, encoded, 0);
      for (int row = 0; row < encoder.rows(); row++) {
        batch.open(window.lastMillis());
        for (int column = 0; column < encoder.width(); column++) {
          batch.setNumber(column, encoded[row * encoder.width() + column]);
        }
      }
    }
    return batch;
  }

  /** The graph's own answers to rows. */
  public Scores score(RowBatch rows) {
    return graph.score(rows);
  }

  private double[] values(Scores scores, int window, Window from) {
    double scale = from.scale(plan);
    double[] values = new double[plan.horizon()];
    for (int step = 0; step < values.length; step++) {
      int answer = window * plan.horizon() + step;
      double relative = scores.value(answer / encoder.outputs(), answer % encoder.outputs());
      values[step] = from.last() + scale * relative;
    }
    return values;
  }

  @Override
  public void close() {
    graph.close();
  }
}
