package io.millrace.training.train;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a learner is made with: numbers and words by name. */
public record Parameters(SortedMap<String, Object> values) {

  public static final Parameters NONE = new Parameters(new TreeMap<>());

  public Parameters {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Parameters of(Map<String, Object> values) {
    return new Parameters(new TreeMap<>(values));
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException where there is none of the name
   */
  public double number(String name) {
    if (values.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("no number '%s' in %s".formatted(name, values));
  }

  /** A number, rounded to the nearest whole one. */
  public int whole(String name) {
    return Math.toIntExact(Math.round(number(name)));
  }

  /** A word, or a number as it is written. */
  public String word(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no '%s' in %s".formatted(name, values));
    }
    return value.toString();
  }

  public Parameters with(String name, Object value) {
    return with(Map.of(name, value));
  }

  /** These, with others in their place or beside them. */
  public Parameters with(Map<String, Object> others) {
    TreeMap<String, Object> all = new TreeMap<>(values);
    all.putAll(others);
    return new Parameters(all);
  }
}
