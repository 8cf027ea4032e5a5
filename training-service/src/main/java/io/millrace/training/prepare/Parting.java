package io.millrace.training.prepare;

import java.util.Arrays;
import java.util.BitSet;

/** Positions of rows to fit on and of rows to judge on, each ascending; none is in both. */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record Parting(int[] fitting, int[] judging) {

  /** The same without rows to fit on that come before a position. */
  Parting fittedFrom(int first) {
    return new Parting(Arrays.stream(fitting).filter(row -> row >= first).toArray(), judging);
  }

  /** The same without rows to fit on whose group is judged. */
  Parting apart(int[] groups) {
    if (groups.length == 0) {
      return this;
    }
    BitSet judged = new BitSet();
    Arrays.stream(judging).forEach(row -> judged.set(groups[row]));
    return new Parting(
        Arrays.stream(fitting).filter(row -> !judged.get(groups[row])).toArray(), judging);
  }

  /** One past the last place of the run of neighbours that begins at a place. */
  static int endOfRun(int[] positions, int from) {
    int end = from + 1;
    while (end < positions.length && positions[end] == positions[end - 1] + 1) {
      end++;
    }
    return end;
  }
}
