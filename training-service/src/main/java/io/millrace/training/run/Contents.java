package io.millrace.training.run;

import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.Calibration;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.explain.PermutationImportance;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.WindowEncoder;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.LossFit;
import io.millrace.training.forecast.ForecastOutcome;
import io.millrace.training.prepare.Part;
import io.millrace.training.prepare.Preparation.Ready;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a package holds beside its manifest: the same for the same rows and candidate.
 *
 * @param name of the model's file
 * @param importance empty where the rows leave the metric undefined, and where the only feature is
 *     the series itself
 */
@SuppressWarnings("ArrayRecordComponent") // bytes handed on, never compared
record Contents(
    String name,
    byte[] model,
    FittedFeatures features,
    Baseline baseline,
    Golden golden,
    Optional<Importance> importance) {

  private static final int GOLDEN_ROWS = 20;

  /** Of fewer it is left open how well probabilities are calibrated, and what they follow. */
  private static final int CALIBRATED_ROWS = 100;

  static Contents of(Candidate candidate, Ready rows, Holdout holdout) {
    Optional<Importance> importance = importance(candidate, rows, holdout);
    return of(
            ModelPackage.MODEL,
            candidate.onnx(),
            candidate.history().features(),
            candidate.history().part(),
            rows.holdout(),
            candidate.scores(),
            rows.classes(),
            importance)
        .judged(rows.holdout(), holdout, candidate.scores());
  }

  /**
   * Of any model.
   *
   * @param name of the model's file
   * @param learned rows that its world is described by
   * @param scores of the judged rows
   */
  static Contents of(
      String name,
      byte[] model,
      FittedFeatures features,
      Part learned,
      Part judged,
      Scores scores,
      List<String> classes,
      Optional<Importance> importance) {
    Baseline baseline = Baseline.of(learned.rows(), answers(scores), classes);
    return new Contents(
        name,
        model,
        features,
        importance.map(baseline::with).orElse(baseline),
        golden(judged, scores),
        importance);
  }

  /**
   * The same, by what the model answered to rows whose truth is known: up to when they were, and
   * what its probabilities amount to, or by how much its numbers are likely to be off, and by which
   * features it told those rows apart.
   *
   * @param truth of the judged rows
   */
  Contents judged(Part judged, Holdout truth, Scores scores) {
    Baseline known = baseline.until(judged.to());
    int classes = scores.classes().size();
    if (classes > 0 && classes <= Calibration.MOST_CLASSES && judged.size() >= CALIBRATED_ROWS) {
      known = known.with(Calibration.of(classes, positions(truth), scores::probability));
    }
    if (classes == 0) {
      known =
          LossFit.of(judged.rows(), truth.truth(), values(scores)).map(known::with).orElse(known);
    }
    known = attribution(judged, scores).map(known::with).orElse(known);
    return new Contents(name, model, features, known, golden, importance);
  }

  /** A row whose truth is not known is of no class. */
  private static int[] positions(Holdout holdout) {
    return Arrays.stream(holdout.truth())
        .mapToInt(position -> Double.isNaN(position) ? -1 : (int) position)
        .toArray();
  }

  private static Optional<Attribution> attribution(Part judged, Scores scores) {
    int classes = scores.classes().size();
    if (judged.size() < CALIBRATED_ROWS || classes > Attribution.MOST_CLASSES) {
      return Optional.empty();
    }
    return classes > 0
        ? Attribution.of(judged.rows(), classes, scores::probability)
        : Attribution.of(judged.rows(), values(scores));
  }

  private static double[] values(Scores scores) {
    double[] values = new double[scores.rows()];
    Arrays.setAll(values, scores::value);
    return values;
  }

  /**
   * Of a model that forecasts: its baseline is of the values of the series, and of what is forecast
   * for the next one.
   *
   * @param values those before the holdout
   */
  static Contents of(ForecastOutcome.Candidate candidate, double[] values, Plan plan) {
    RowBatch rows = new RowBatch(plan.stated().data().features(), values.length);
    for (double value : values) {
      rows.open(0);
      rows.setNumber(0, value);
    }
    double[] next = candidate.next();
    return new Contents(
        ModelPackage.MODEL,
        candidate.onnx(),
        new WindowEncoder(candidate.plan()).features(),
        Baseline.of(rows, FeatureBaseline.numbers(next, next.length)),
        candidate.golden(),
        Optional.empty());
  }

  private static Optional<Importance> importance(Candidate candidate, Ready rows, Holdout holdout) {
    FittedFeatures features = candidate.history().features();
    try (ScoringModel model =
        ScoringModel.load(
            candidate.onnx(),
            features,
            holdout.problem().define().task(),
            rows.classes(),
            Optional.ofNullable(candidate.threshold()))) {
      return importance(model, features, rows.holdout(), holdout);
    }
  }

  static Optional<Importance> importance(
      ScoringModel model, FittedFeatures features, Part judged, Holdout holdout) {
    return new PermutationImportance(
            model::score,
            features,
            (scores, some) -> holdout.at(some).answers(scores),
            holdout.problem().define().primaryMetric(),
            holdout.problem().train().seed())
        .over(judged.rows(), holdout.problem().data().time().orElse("event time"));
  }

  ModelPackage write(Path folder, Manifest manifest) {
    return ModelPackage.write(folder, name, model, features, baseline, golden, manifest);
  }

  /** The digests of the package's files, by name. */
  Map<String, String> digests() {
    return ModelPackage.digests(name, model, features, baseline, golden);
  }

  private static FeatureBaseline answers(Scores scores) {
    int rows = scores.rows();
    if (scores.classes().isEmpty()) {
      return FeatureBaseline.numbers(values(scores), rows);
    }
    @Nullable String[] labels = new @Nullable String[rows];
    Arrays.setAll(labels, scores::label);
    return FeatureBaseline.categories(labels, rows);
  }

  /** Rows of the holdout, evenly spread over it. */
  private static Golden golden(Part holdout, Scores scores) {
    int count = Math.min(GOLDEN_ROWS, holdout.size());
    List<Golden.GoldenRow> golden = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * holdout.size() / count);
      golden.add(Golden.row(holdout.rows(), row, scores));
    }
    return new Golden(golden);
  }
}
