package io.millrace.scoring.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in the order of the probability that they are of one class, the likeliest first; rows of
 * equal probability stand on one step.
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
record Ranking(int[] order, boolean[] isOfClass, float[] probabilities, int[] ends) {

  static Ranking of(ClassAnswers answers, int cls) {
    int rows = answers.rows();
    long[] keys = new long[rows];
    for (int row = 0; row < rows; row++) {
      keys[row] = key(answers.probability(row, cls), row);
    }
    java.util.Arrays.sort(keys);
    int[] order = new int[rows];
    boolean[] isOfClass = new boolean[rows];
    float[] probabilities = new float[rows];
    int[] ends = new int[rows];
    int steps = 0;
    for (int place = 0; place < rows; place++) {
      int row = (int) keys[place];
      order[place] = row;
      isOfClass[place] = answers.truth()[row] == cls;
      probabilities[place] = answers.probability(row, cls);
      boolean last = place == rows - 1 || keys[place + 1] >> 32 != keys[place] >> 32;
      if (last) {
        ends[steps++] = place + 1;
      }
    }
    return new Ranking(order, isOfClass, probabilities, java.util.Arrays.copyOf(ends, steps));
  }

  /** Sorts by falling probability, then by row; what is no number comes last. */
  private static long key(float probability, int row) {
    float known = Float.isNaN(probability) ? Float.NEGATIVE_INFINITY : probability + 0f;
    int bits = Float.floatToIntBits(known);
    int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    return ((long) ~ascending << 32) | row;
  }

  /**
   * The area under the ROC curve: how often a row of the class stands before one that is not, a
   * shared step counting half (Hanley and McNeil 1982, Radiology 143(1)).
   */
  Measure rocArea() {
    return weights -> {
      long hits = 0;
      long others = 0;
      double area = 0;
      int place = 0;
      for (int end : ends) {
        long hit = 0;
        long other = 0;
        for (; place < end; place++) {
          int weight = weights[order[place]];
          hit += isOfClass[place] ? weight : 0;
          other += isOfClass[place] ? 0 : weight;
        }
        area += other * (hits + hit / 2.0);
        hits += hit;
        others += other;
      }
      return area / ((double) hits * others);
    };
  }

  /**
   * The mean of the precisions at each recall, without interpolation (Manning, Raghavan and Schütze
   * 2008, Introduction to Information Retrieval, 8.4).
   */
  Measure averagePrecision() {
    return weights -> {
      long hits = 0;
      long all = 0;
      double sum = 0;
      int place = 0;
      for (int end : ends) {
        long hit = 0;
        for (; place < end; place++) {
          int weight = weights[order[place]];
          hit += isOfClass[place] ? weight : 0;
          all += weight;
        }
        hits += hit;
        sum += hit == 0 ? 0 : hit * ((double) hits / all);
      }
      return sum / hits;
    };
  }

  /** What each step would be a border of. */
  List<Cut> cuts() {
    List<Cut> cuts = new ArrayList<>(ends.length);
    long hits = 0;
    int place = 0;
    for (int end : ends) {
      for (; place < end; place++) {
        hits += isOfClass[place] ? 1 : 0;
      }
      double next = end < order.length ? probabilities[end] : 0;
      cuts.add(new Cut((probabilities[end - 1] + next) / 2, hits, end - hits));
    }
    return cuts;
  }
}
