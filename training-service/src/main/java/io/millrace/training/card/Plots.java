package io.millrace.training.card;

import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Evaluation.Border;
import io.millrace.scoring.model.Evaluation.Calibration;
import io.millrace.scoring.model.Evaluation.Quantile;
import io.millrace.training.card.Plot.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What of an evaluation can be drawn. */
record Plots(Evaluation evaluation) {

  private static final List<double[]> DIAGONAL = List.of(new double[] {0, 0}, new double[] {1, 1});

  List<Plot> all() {
    List<Plot> plots = new ArrayList<>();
    List<Border> curve = evaluation.curve();
    if (!curve.isEmpty()) {
      plots.add(roc(curve));
      plots.add(precision(curve));
    }
    if (!evaluation.calibration().isEmpty()) {
      plots.add(calibration(evaluation.calibration()));
    }
    if (evaluation.residuals().size() > 1) {
      plots.add(residuals(evaluation.residuals()));
    }
    return plots;
  }

  private static Plot roc(List<Border> curve) {
    List<Border> from = new ArrayList<>(curve);
    from.addFirst(new Border(1, 0, 0, 1));
    return Plot.unit(
        "ROC curve",
        line(from, Border::falsePositiveRate, Border::recall),
        DIAGONAL,
        false,
        "false positive rate",
        "recall",
        "Recall against the false positive rate; the dashed line is chance.");
  }

  private static Plot precision(List<Border> curve) {
    double share = curve.getLast().precision();
    return Plot.unit(
        "Precision and recall",
        line(curve, Border::recall, Border::precision),
        List.of(new double[] {0, share}, new double[] {1, share}),
        false,
        "recall",
        "precision",
        "Precision against recall; the dashed line is the share of the positive class.");
  }

  private static Plot calibration(List<Calibration> bins) {
    return Plot.unit(
        "Calibration",
        line(bins, Calibration::predicted, Calibration::observed),
        DIAGONAL,
        true,
        "said probability",
        "observed share",
        "How often it was so against the probability that was said; the dashed line is exact.");
  }

  private static Plot residuals(List<Quantile> residuals) {
    double low = Math.min(0, residuals.getFirst().value());
    double high = Math.max(0, residuals.getLast().value());
    return Plot.of(
        "Residuals",
        line(residuals, Quantile::share, Quantile::value),
        List.of(new double[] {0, 0}, new double[] {1, 0}),
        true,
        "share of the rows",
        "answer less truth",
        "By how much answers are above the truth, from the lowest to the highest.",
        low,
        high > low ? high : low + 1);
  }

  private static <P> Line line(List<P> points, ToDoubleFunction<P> x, ToDoubleFunction<P> y) {
    return new Line(
        points.stream().mapToDouble(x).toArray(), points.stream().mapToDouble(y).toArray());
  }
}
