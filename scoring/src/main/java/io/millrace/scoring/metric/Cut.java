package io.millrace.scoring.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * A border: rows at least as likely are answered with the class.
 *
 * @param probability between that of the last row on this side and of the first on the other
 * @param hits rows on this side that are of the class
 * @param falseAlarms rows on this side that are not
 */
public record Cut(double probability, long hits, long falseAlarms) {

  /** Every border that tells rows of a class apart, the most sparing first. */
  public static List<Cut> all(ClassAnswers answers, int cls) {
    return Ranking.of(answers, cls).cuts();
  }

  /**
   * Of many borders some, evenly spread along the ROC curve, the first and the last included.
   *
   * @param most at least 2
   */
  public static List<Cut> thin(List<Cut> cuts, int most) {
    if (cuts.size() <= most) {
      return cuts;
    }
    Cut last = cuts.getLast();
    List<Cut> some = new ArrayList<>(most);
    for (Cut cut : cuts) {
      double along = share(cut.hits, last.hits) + share(cut.falseAlarms, last.falseAlarms);
      boolean far = along >= 2.0 * some.size() / (most - 1);
      if (cut == last || (far && some.size() < most - 1)) {
        some.add(cut);
      }
    }
    return some;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
