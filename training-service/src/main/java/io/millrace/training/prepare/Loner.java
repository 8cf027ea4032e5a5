package io.millrace.training.prepare;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well a model of one column alone predicts: the mean target, or the share of a class, in each
 * of up to {@value #BINS} bins of equal size, missing values in one of their own. It is fitted on
 * every other of ten blocks of time and judged on the rest.
 */
final class Loner {

  private static final int BINS = 64;
  private static final int BLOCKS = 10;

  private final double[] column;
  private final int[] fitting;
  private final int[] judging;

  Loner(double[] column) {
    this.column = column;
    int block = Math.max(1, Math.ceilDiv(column.length, BLOCKS));
    this.fitting = IntStream.range(0, column.length).filter(i -> i / block % 2 == 0).toArray();
    this.judging = IntStream.range(0, column.length).filter(i -> i / block % 2 == 1).toArray();
  }

  /** The share of the variance that it explains of rows it was not fitted on. */
  double r2(double[] target) {
    double[] answers = answers(target);
    double[] truth = judged(target);
    double mean = Arrays.stream(truth).average().orElse(0);
    double squares = 0;
    double variance = 0;
    for (int i = 0; i < truth.length; i++) {
      squares += Math.pow(truth[i] - answers[i], 2);
      variance += Math.pow(truth[i] - mean, 2);
    }
    return variance == 0 ? 0 : 1 - squares / variance;
  }

  /** The area under the ROC curve on rows it was not fitted on; 0.5 where one class is missing. */
  double auc(double[] isOfClass) {
    return Auc.of(answers(isOfClass), judged(isOfClass));
  }

  private double[] judged(double[] target) {
    return Arrays.stream(judging).mapToDouble(row -> target[row]).toArray();
  }

  private double[] answers(double[] target) {
    int[] known =
        Arrays.stream(fitting)
            .filter(row -> !Double.isNaN(column[row]))
            .boxed()
            .sorted((a, b) -> Double.compare(column[a], column[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double overall = Arrays.stream(fitting).mapToDouble(row -> target[row]).average().orElse(0);
    double missing =
        Arrays.stream(fitting)
            .filter(row -> Double.isNaN(column[row]))
            .mapToDouble(row -> target[row])
            .average()
            .orElse(overall);
    double[] upTo = new double[known.length];
    double[] means = new double[known.length];
    int bins = bins(known, target, upTo, means);
    return Arrays.stream(judging)
        .mapToDouble(
            row ->
                Double.isNaN(column[row]) || bins == 0
                    ? missing
                    : means[Math.min(bins - 1, place(upTo, bins, column[row]))])
        .toArray();
  }

  /** Equal values share a bin. */
  private int bins(int[] sorted, double[] target, double[] upTo, double[] means) {
    int size = Math.max(1, sorted.length / BINS);
    int bins = 0;
    for (int from = 0; from < sorted.length; ) {
      int end = Math.min(sorted.length, from + size);
      while (end < sorted.length && column[sorted[end]] == column[sorted[end - 1]]) {
        end++;
      }
      double sum = 0;
      for (int i = from; i < end; i++) {
        sum += target[sorted[i]];
      }
      upTo[bins] = column[sorted[end - 1]];
      means[bins++] = sum / (end - from);
      from = end;
    }
    return bins;
  }

  /** The first bin that reaches up to a value. */
  private static int place(double[] upTo, int bins, double value) {
    int found = Arrays.binarySearch(upTo, 0, bins, value);
    return found < 0 ? -found - 1 : found;
  }
}
