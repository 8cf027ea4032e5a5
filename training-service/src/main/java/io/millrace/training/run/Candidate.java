package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.Threshold;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.evaluate.ThresholdChoice;
import io.millrace.training.prepare.History;
import io.millrace.training.prepare.Preparation.Ready;
import io.millrace.training.train.Learner;
import io.millrace.training.train.TrainingSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trained model, measured on the holdout as it would serve.
 *
 * @param fit what was done to train it
 * @param threshold by which it answers one of two classes; null where the most probable
 * @param validation on the rows by which it was found, answered as it would serve; empty where
 *     there were none
 * @param scores on the holdout
 */
@SuppressWarnings("ArrayRecordComponent") // bytes handed on, never compared
record Candidate(
    String algorithm,
    Fit fit,
    byte[] onnx,
    Map<String, Object> parameters,
    @Nullable Threshold threshold,
    Optional<Measured> validation,
    Scores scores,
    Measured measured) {

  /**
   * Trains and measures the exported graph.
   *
   * @throws IllegalStateException where the graph is not the function that was learned
   */
  static Candidate of(Fit fit, Ready ready, Holdout holdout) {
    Optional<Measured> validation =
        fit.seen().map(seen -> holdout.of(seen.truth()).measure(seen.answers()));
    Optional<Threshold> threshold =
        validation.flatMap(
            seen ->
                new ThresholdChoice(
                        holdout.problem().define(), seen, holdout.problem().train().seed())
                    .best());
    return of(
        fit,
        threshold,
        validation.map(seen -> threshold.map(seen::decidedBy).orElse(seen)),
        ready,
        holdout);
  }

  /** As {@link #of(Fit, Ready, Holdout)}, where the threshold is known. */
  static Candidate again(Fit fit, Optional<Threshold> threshold, Ready ready, Holdout holdout) {
    return of(fit, threshold, Optional.empty(), ready, holdout);
  }

  private static Candidate of(
      Fit fit,
      Optional<Threshold> threshold,
      Optional<Measured> validation,
      Ready ready,
      Holdout holdout) {
    TrainingSet set = fit.history().encoded();
    try (Learner learned = fit.trainer().begin(set, fit.parameters(), fit.seed())) {
      for (int i = 0; i < fit.steps(); i++) {
        learned.step();
      }
      byte[] onnx = learned.onnx();
      Scores scores = score(learned, onnx, fit.history(), ready, holdout, threshold);
      Map<String, Object> parameters = new LinkedHashMap<>(learned.parameters());
      parameters.putAll(new TreeMap<>(fit.origin()));
      parameters.put("training_rows", set.rows());
      return new Candidate(
          fit.trainer().algorithm().word(),
          fit,
          onnx,
          parameters,
          threshold.orElse(null),
          validation,
          scores,
          holdout.measure(scores));
    }
  }

  private static Scores score(
      Learner trained,
      byte[] onnx,
      History history,
      Ready ready,
      Holdout holdout,
      Optional<Threshold> threshold) {
    try (ScoringModel model =
        ScoringModel.load(
            onnx,
            history.features(),
            holdout.problem().define().task(),
            ready.classes(),
            threshold)) {
      return new ParityCheck(trained, history.features(), model).score(ready.holdout().rows());
    }
  }

  History history() {
    return fit.history();
  }

  Map<String, Double> metrics() {
    return measured.metrics();
  }

  String name() {
    return "%s on %s".formatted(algorithm, history().name());
  }

  Manifest.Candidate described(boolean chosen) {
    return new Manifest.Candidate(name(), algorithm, history().name(), metrics(), chosen);
  }
}
