package io.millrace.training.forecast;

import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.evaluate.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a training. */
public sealed interface ForecastOutcome {

  /**
   * @param reason a plain sentence: what the series lack
   */
  record NotYet(String reason) implements ForecastOutcome {}

  /**
   * @param candidates the best on the validation part first
   * @param naive the season before, on the holdout
   * @param champion what serves, on the holdout; empty where it cannot be compared with
   * @param verdict whether the best is to serve
   * @param holdout that all were measured on
   * @param values those before the holdout
   * @param irregular the share of values off the grid of time
   */
  @SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
  record Trained(
      List<Candidate> candidates,
      Accuracy naive,
      Optional<Accuracy> champion,
      Verdict verdict,
      Holdout holdout,
      double[] values,
      double irregular)
      implements ForecastOutcome {

    public Candidate best() {
      return candidates.getFirst();
    }
  }

  /**
   * A version, fitted again.
   *
   * @param values those before the holdout
   */
  @SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
  record Again(Candidate candidate, double[] values) implements ForecastOutcome {}

  /**
   * The origins that a model was measured from.
   *
   * @param from the time of the earliest
   */
  record Holdout(int origins, Instant from, Instant to) {}

  /**
   * A model fitted on all rows before the holdout.
   *
   * @param recipe what was done to fit it
   * @param validation how its like, fitted before the validation part, forecast that; empty where
   *     it was not asked
   * @param holdout how the exported graph forecast the holdout
   * @param coverage the share of the holdout within the plan's intervals; NaN where it has none
   * @param next what it answered for the first step, on the holdout
   * @param golden what whoever loads the graph has to reproduce
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Candidate(
      String algorithm,
      Manifest.Recipe recipe,
      byte[] onnx,
      ForecastPlan plan,
      Map<String, Object> parameters,
      Optional<Accuracy> validation,
      Accuracy holdout,
      double coverage,
      double[] next,
      Golden golden) {

    /** On the holdout, by their words. */
    public Map<String, Double> metrics() {
      Map<String, Double> metrics = new LinkedHashMap<>(holdout.byWord());
      if (!Double.isNaN(coverage)) {
        metrics.put("coverage", coverage);
      }
      return metrics;
    }
  }
}
