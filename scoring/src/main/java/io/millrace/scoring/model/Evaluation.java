package io.millrace.scoring.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.scoring.baseline.Importance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model was judged. All but {@code validation} is of the holdout.
 *
 * @param validation metrics on the rows by which it was chosen; empty where it was not chosen by
 *     any
 * @param baselines metrics of answers that take no learning, by the baseline's name, the same
 *     answer each time first
 * @param confusion for each class that is true how often each was answered, both in the order of
 *     the manifest's classes; empty for a number
 * @param residuals by how much the answered numbers are above the true ones, from the lowest to the
 *     highest; empty for classes
 * @param calibration of two classes; otherwise empty
 * @param curve of two classes, the most sparing border first; otherwise empty
 * @param gate how it compares with the model that served; null where none did
 * @param importance what its answers owe to each feature; null in packages of before it was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
    Map<String, Double> validation,
    Map<String, Map<String, Double>> baselines,
    List<List<Long>> confusion,
    List<Quantile> residuals,
    List<Calibration> calibration,
    List<Border> curve,
    @Nullable Gate gate,
    @Nullable Importance importance) {

  public Evaluation {
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
    confusion = List.copyOf(confusion);
    residuals = List.copyOf(residuals);
    calibration = List.copyOf(calibration);
    curve = List.copyOf(curve);
  }

  /** The same, and what the model's answers owe to each feature. */
  public Evaluation with(Importance found) {
    return new Evaluation(
        validation, baselines, confusion, residuals, calibration, curve, gate, found);
  }

  /**
   * @param share of the rows that have at most the value
   */
  public record Quantile(double share, double value) {}

  /**
   * Rows that were said to be about equally likely of the positive class.
   *
   * @param predicted their mean probability
   * @param observed the share of them that is of the class
   */
  public record Calibration(double predicted, double observed, long rows) {}

  /**
   * What answering the positive class from a probability on would do: a point of the ROC curve and
   * of the precision-recall curve.
   *
   * @param recall also the true positive rate
   */
  public record Border(
      double probability, double recall, double falsePositiveRate, double precision) {}

  /**
   * The comparison with the model that served, on the same rows.
   *
   * @param difference by how much the new one is better, whichever way the metric goes
   * @param low of the difference's interval
   * @param high of the difference's interval
   * @param confidence that the interval is of, as 0.9
   * @param resamples that the interval comes from
   * @param block how many rows in a row were drawn at a time
   */
  public record Gate(
      String metric,
      double challenger,
      double champion,
      double difference,
      double low,
      double high,
      double confidence,
      int resamples,
      int block) {}
}
