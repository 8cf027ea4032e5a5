package io.millrace.training.prepare;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The rows to learn from, in the order of time.
 *
 * @param numbers of the rows, ascending
 * @param classes how many there are; 0 where the target is a number
 * @param groups a number for each row, the same for rows that stay together; empty where none do
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
record Pool(Part part, long[] numbers, int classes, int[] groups) {

  private static final int FEWEST_FITTING = 20;
  private static final int FEWEST_JUDGING = 5;
  private static final int OF_A_CLASS = 10;

  int size() {
    return part.size();
  }

  /** The position of the first row whose number is not less. */
  int positionOf(long number) {
    int found = Arrays.binarySearch(numbers, number);
    return found < 0 ? -found - 1 : found;
  }

  /** The numbers of the rows at these positions. */
  long[] numbers(int[] positions) {
    return Arrays.stream(positions).mapToLong(position -> numbers[position]).toArray();
  }

  /** Whether models can be fitted on the one part and told apart on the other. */
  boolean tells(Parting parting) {
    if (parting.fitting().length < FEWEST_FITTING || parting.judging().length < FEWEST_JUDGING) {
      return false;
    }
    return classes == 0
        || (classesOf(parting.fitting()).cardinality() >= 2
            && classesOf(parting.judging()).cardinality() >= 2);
  }

  /** Whether the rows within [{@code from}, {@code to}) have enough of each class to learn it. */
  boolean showsEveryClass(int from, int to) {
    int[] here = new int[classes];
    int[] all = new int[classes];
    for (int row = 0; classes > 0 && row < size(); row++) {
      int label = (int) part.targets()[row];
      all[label]++;
      here[label] += row >= from && row < to ? 1 : 0;
    }
    return IntStream.range(0, classes).allMatch(i -> here[i] >= Math.min(OF_A_CLASS, all[i]));
  }

  private BitSet classesOf(int[] positions) {
    BitSet seen = new BitSet();
    Arrays.stream(positions).forEach(position -> seen.set((int) part.targets()[position]));
    return seen;
  }
}
