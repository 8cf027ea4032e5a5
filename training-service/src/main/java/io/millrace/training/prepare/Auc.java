package io.millrace.training.prepare;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve, by ranks; equal scores share theirs. */
final class Auc {

  private Auc() {}

  /**
   * @param truth 1 for a row of the class, 0 for another
   */
  static double of(double[] scores, double[] truth) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    double ofClass = 0;
    for (int from = 0; from < order.length; ) {
      int end = from + 1;
      double here = truth[order[from]];
      while (end < order.length && scores[order[end]] == scores[order[from]]) {
        here += truth[order[end++]];
      }
      ranks += here * (from + end + 1) / 2;
      ofClass += here;
      from = end;
    }
    double others = order.length - ofClass;
    return ofClass == 0 || others == 0
        ? 0.5
        : (ranks - ofClass * (ofClass + 1) / 2) / (ofClass * others);
  }
}
