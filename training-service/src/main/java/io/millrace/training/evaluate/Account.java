package io.millrace.training.evaluate;

import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.Cut;
import io.millrace.scoring.metric.NumberAnswers;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Evaluation.Border;
import io.millrace.scoring.model.Evaluation.Calibration;
import io.millrace.scoring.model.Evaluation.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What is kept of how a model was judged. */
public final class Account {

  private static final int MOST_BORDERS = 50;
  private static final int BINS = 10;
  private static final double[] SHARES = {0, .01, .05, .1, .25, .5, .75, .9, .95, .99, 1};

  private Account() {}

  /**
   * @param validation metrics on the rows by which it was chosen
   */
  public static Evaluation of(
      Measured model, Map<String, Double> validation, Baselines baselines, Verdict verdict) {
    return switch (model.answers()) {
      case ClassAnswers classes ->
          new Evaluation(
              validation,
              baselines.byName(),
              confusion(classes),
              List.of(),
              calibration(classes),
              curve(classes),
              verdict.gate().orElse(null),
              null);
      case NumberAnswers numbers ->
          new Evaluation(
              validation,
              baselines.byName(),
              List.of(),
              residuals(numbers),
              List.of(),
              List.of(),
              verdict.gate().orElse(null),
              null);
    };
  }

  private static List<List<Long>> confusion(ClassAnswers answers) {
    long[][] counts = new long[answers.classes()][answers.classes()];
    for (int row = 0; row < answers.rows(); row++) {
      if (answers.answer()[row] >= 0) {
        counts[answers.truth()[row]][answers.answer()[row]]++;
      }
    }
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static List<Quantile> residuals(NumberAnswers answers) {
    double[] residuals = new double[answers.rows()];
    Arrays.setAll(residuals, row -> answers.answer()[row] - answers.truth()[row]);
    Arrays.sort(residuals);
    return DoubleStream.of(SHARES)
        .mapToObj(
            share ->
                new Quantile(share, residuals[(int) Math.round(share * (residuals.length - 1))]))
        .toList();
  }

  /** In bins of equal width; those that no row falls into are left out. */
  private static List<Calibration> calibration(ClassAnswers answers) {
    long[] rows = new long[BINS];
    double[] predicted = new double[BINS];
    long[] observed = new long[BINS];
    if (answers.positive().isEmpty()) {
      return List.of();
    }
    int positive = answers.positive().getAsInt();
    for (int row = 0; row < answers.rows(); row++) {
      float probability = answers.probability(row, positive);
      int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
      rows[bin]++;
      predicted[bin] += probability;
      observed[bin] += answers.truth()[row] == positive ? 1 : 0;
    }
    List<Calibration> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (rows[bin] > 0) {
        bins.add(
            new Calibration(
                predicted[bin] / rows[bin], (double) observed[bin] / rows[bin], rows[bin]));
      }
    }
    return bins;
  }

  private static List<Border> curve(ClassAnswers answers) {
    if (answers.positive().isEmpty()) {
      return List.of();
    }
    List<Cut> cuts = Cut.all(answers, answers.positive().getAsInt());
    Cut all = cuts.getLast();
    return Cut.thin(cuts, MOST_BORDERS).stream()
        .map(
            cut ->
                new Border(
                    cut.probability(),
                    share(cut.hits(), all.hits()),
                    share(cut.falseAlarms(), all.falseAlarms()),
                    share(cut.hits(), cut.hits() + cut.falseAlarms())))
        .toList();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
