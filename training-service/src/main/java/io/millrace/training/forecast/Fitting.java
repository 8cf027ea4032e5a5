package io.millrace.training.forecast;

import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Scores;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.train.Learner;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Parity;
import io.millrace.training.train.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fits a forecaster on all that came before the holdout, and measures the exported graph. */
record Fitting(
    Forecaster forecaster, Manifest.Recipe recipe, ForecastPlan plan, Listener listener) {

  private static final int COMPARED_AT_ONCE = 64;
  private static final int GOLDEN_ROWS = 20;

  /**
   * @param validation what its like had reached there
   * @throws IllegalStateException where the graph is not the function that was learned
   */
  Fitted on(Ground ground, double[] naive, Optional<Accuracy> validation) {
    TrainingSet set = new Examples(plan).of(ground.all());
    Parameters given = Parameters.of(recipe.parameters());
    try (Learner learner = forecaster.trainer().begin(set, given, recipe.seed())) {
      for (int step = 0; step < recipe.steps(); step++) {
        listener.ensureWanted();
        learner.step();
      }
      byte[] onnx = learner.onnx();
      Map<String, Object> parameters = new LinkedHashMap<>(learner.parameters());
      parameters.put("training_origins", ground.all().size());
      try (ForecastModel model = ForecastModel.load(onnx, plan)) {
        requireSame(learner, model, windows(ground.holdout()));
        Judged judged = Judged.by(model, ground.holdout());
        Golden golden = golden(model, windows(ground.holdout()));
        return new Fitted(
            new Candidate(
                forecaster.word(),
                recipe,
                onnx,
                plan,
                parameters,
                validation,
                judged.accuracy(naive),
                plan.margins().isEmpty() ? Double.NaN : Conformal.coverage(judged, plan),
                judged.ofStep(0),
                golden),
            judged);
      }
    }
  }

  private static List<Window> windows(List<Origin> origins) {
    return origins.stream().map(Origin::window).toList();
  }

  private void requireSame(Learner learner, ForecastModel model, List<Window> windows) {
    for (int from = 0; from < windows.size(); from += COMPARED_AT_ONCE) {
      listener.ensureWanted();
      int to = Math.min(windows.size(), from + COMPARED_AT_ONCE);
      compare(learner, model, windows.subList(from, to));
    }
  }

  private void compare(Learner learner, ForecastModel model, List<Window> windows) {
    RowBatch rows = model.rows(windows);
    Scores scores = model.score(rows);
    float[] own = learner.predict(new Examples(plan).features(windows), rows.size());
    float[] graph = new float[own.length];
    int outputs = own.length / rows.size();
    for (int i = 0; i < graph.length; i++) {
      graph[i] = (float) scores.value(i / outputs, i % outputs);
    }
    Parity.require(own, graph);
  }

  /** A row of each of some windows, spread evenly over the holdout and over the horizon. */
  private static Golden golden(ForecastModel model, List<Window> windows) {
    int taken = Math.min(GOLDEN_ROWS, windows.size());
    RowBatch rows =
        model.rows(
            IntStream.range(0, taken)
                .mapToObj(i -> windows.get((int) ((long) i * windows.size() / taken)))
                .toList());
    int each = rows.size() / taken;
    Scores scores = model.score(rows);
    return new Golden(
        IntStream.range(0, taken)
            .mapToObj(i -> Golden.row(rows, i * each + i * each / taken, scores))
            .toList());
  }
}
