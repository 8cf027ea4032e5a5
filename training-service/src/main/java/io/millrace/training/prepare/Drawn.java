package io.millrace.training.prepare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Judges on rows drawn by a seed, for rows without an order in time.
 *
 * @param stratified whether each class is drawn from alike
 */
record Drawn(Pool pool, boolean stratified, long seed) {

  /**
   * Judges on a share of the rows.
   *
   * @param first the share is of the rows from here on; earlier ones are fitted on
   */
  List<Parting> share(double share, int first) {
    int[] place = new int[pool.size()];
    for (List<List<Integer>> stratum : strata(first).values()) {
      long judged = Math.round(stratum.size() * share);
      stratum.stream().limit(judged).forEach(unit -> unit.forEach(row -> place[row] = 1));
    }
    return partings(place, 1);
  }

  /** Judges on each fold after fitting on the others. */
  List<Parting> folds(int folds) {
    int[] place = new int[pool.size()];
    int next = 0;
    for (List<List<Integer>> stratum : strata(0).values()) {
      for (List<Integer> unit : stratum) {
        int fold = 1 + next++ % folds;
        unit.forEach(row -> place[row] = fold);
      }
    }
    return partings(place, folds);
  }

  private List<Parting> partings(int[] place, int folds) {
    return IntStream.rangeClosed(1, folds)
        .mapToObj(fold -> new Parting(where(place, p -> p != fold), where(place, p -> p == fold)))
        .filter(pool::tells)
        .toList();
  }

  private static int[] where(int[] place, IntPredicate wanted) {
    return IntStream.range(0, place.length).filter(row -> wanted.test(place[row])).toArray();
  }

  /** Rows that stay together, shuffled, by the class they count for. */
  private Map<Integer, List<List<Integer>>> strata(int first) {
    Map<Integer, List<Integer>> units = new LinkedHashMap<>();
    for (int row = first; row < pool.size(); row++) {
      int unit = pool.groups().length == 0 ? row : pool.groups()[row];
      units.computeIfAbsent(unit, _ -> new ArrayList<>()).add(row);
    }
    int[] frequency = frequency(first);
    Map<Integer, List<List<Integer>>> strata = new TreeMap<>();
    for (List<Integer> unit : units.values()) {
      strata.computeIfAbsent(label(unit, frequency), _ -> new ArrayList<>()).add(unit);
    }
    Random random = new Random(seed);
    strata.values().forEach(stratum -> Collections.shuffle(stratum, random));
    return strata;
  }

  private int[] frequency(int first) {
    int[] frequency = new int[pool.classes()];
    if (stratified) {
      for (int row = first; row < pool.size(); row++) {
        frequency[(int) pool.part().targets()[row]]++;
      }
    }
    return frequency;
  }

  /** The rarest class among the rows. */
  private int label(List<Integer> unit, int[] frequency) {
    int rarest = -1;
    for (int row : unit) {
      int label = stratified ? (int) pool.part().targets()[row] : 0;
      if (rarest < 0 || (stratified && frequency[label] < frequency[rarest])) {
        rarest = label;
      }
    }
    return rarest;
  }
}
