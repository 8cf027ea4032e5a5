package io.millrace.scoring.metric;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How often each class is true, is answered, and is both; a share of nothing counts as 0. */
final class Tally {

  private final OptionalInt positive;
  private final long[] right;
  private final long[] answered;
  private final long[] there;

  Tally(ClassAnswers answers, int[] weights) {
    this.positive = answers.positive();
    this.right = new long[answers.classes()];
    this.answered = new long[answers.classes()];
    this.there = new long[answers.classes()];
    for (int row = 0; row < weights.length; row++) {
      int truth = answers.truth()[row];
      int answer = answers.answer()[row];
      there[truth] += weights[row];
      if (answer >= 0) {
        answered[answer] += weights[row];
        right[answer] += answer == truth ? weights[row] : 0;
      }
    }
  }

  /** Two classes, answered by a border. */
  Tally(Cut cut, int positive, long there, long others) {
    int negative = 1 - positive;
    this.positive = OptionalInt.of(positive);
    this.right = new long[2];
    this.answered = new long[2];
    this.there = new long[2];
    this.right[positive] = cut.hits();
    this.right[negative] = others - cut.falseAlarms();
    this.answered[positive] = cut.hits() + cut.falseAlarms();
    this.answered[negative] = there + others - this.answered[positive];
    this.there[positive] = there;
    this.there[negative] = others;
  }

  double accuracy() {
    return share(LongStream.of(right).sum(), LongStream.of(there).sum());
  }

  double precision() {
    return overall(this::precision);
  }

  double recall() {
    return overall(this::recall);
  }

  double f1() {
    return overall(this::f1);
  }

  double macroF1() {
    return mean(this::f1);
  }

  /** The mean recall of the classes that there are. */
  double balancedAccuracy() {
    return IntStream.range(0, there.length)
        .filter(cls -> there[cls] > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(0);
  }

  private double overall(IntToDoubleFunction ofClass) {
    return positive.isPresent() ? ofClass.applyAsDouble(positive.getAsInt()) : mean(ofClass);
  }

  /** Over the classes that turn up. */
  private double mean(IntToDoubleFunction ofClass) {
    return IntStream.range(0, there.length)
        .filter(cls -> there[cls] + answered[cls] > 0)
        .mapToDouble(ofClass)
        .average()
        .orElse(0);
  }

  private double precision(int cls) {
    return share(right[cls], answered[cls]);
  }

  private double recall(int cls) {
    return share(right[cls], there[cls]);
  }

  private double f1(int cls) {
    return share(2 * right[cls], answered[cls] + there[cls]);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
