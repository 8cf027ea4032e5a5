package io.millrace.monitoring.judge;

import io.millrace.event.Label;
import io.millrace.event.Opinion;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * How alike two versions answer: how often with the same class, and how the classes or the numbers
 * of each are distributed.
 *
 * @param same pairs with the same class
 * @param numbers of pairs of numbers
 */
public record Likeness(
    long classes,
    long same,
    Map<String, Long> champion,
    Map<String, Long> challenger,
    Moments numbers) {

  static final Likeness NONE = new Likeness(0, 0, Map.of(), Map.of(), Moments.NONE);

  /** With fewer pairs nothing is said. */
  private static final int FEW = 20;

  /** Of more classes the later ones are counted as one. */
  private static final int CLASSES = 100;

  private static final String OTHER = "";

  public Likeness {
    champion = Collections.unmodifiableMap(champion);
    challenger = Collections.unmodifiableMap(challenger);
  }

  Likeness plus(Opinion one, Opinion other) {
    if (one.label() != null && other.label() != null) {
      String first = Label.of(one.label());
      String second = Label.of(other.label());
      return new Likeness(
          classes + 1,
          same + (first.equals(second) ? 1 : 0),
          with(champion, first),
          with(challenger, second),
          numbers);
    }
    if (one.value() != null && other.value() != null) {
      return new Likeness(
          classes, same, champion, challenger, numbers.plus(one.value(), other.value()));
    }
    return this;
  }

  private static Map<String, Long> with(Map<String, Long> counts, String label) {
    Map<String, Long> more = new TreeMap<>(counts);
    boolean counted = counts.containsKey(label) || counts.size() < CLASSES;
    more.merge(counted ? label : OTHER, 1L, Long::sum);
    return more;
  }

  /** The share of equal classes, or the correlation of the numbers; empty where it is not known. */
  OptionalDouble agreement() {
    if (classes >= FEW) {
      return OptionalDouble.of((double) same / classes);
    }
    return numbers.count() >= FEW ? numbers.correlation() : OptionalDouble.empty();
  }

  /**
   * How far the answers' distributions are apart: the total variation of the classes; of numbers,
   * the difference of their means in standard deviations of the champion's.
   */
  double shift() {
    return classes > 0 ? totalVariation() : numbers.shift();
  }

  private double totalVariation() {
    Set<String> all = new HashSet<>(champion.keySet());
    all.addAll(challenger.keySet());
    double apart = 0;
    for (String label : all) {
      apart += Math.abs(champion.getOrDefault(label, 0L) - challenger.getOrDefault(label, 0L));
    }
    return apart / 2 / classes;
  }
}
