package io.millrace.problem;

import java.util.List;

/** A parameter of an algorithm that a search may vary, and what it takes. */
public sealed interface Tunable {

  String name();

  /** What a problem file may give it, in words. */
  String allowed();

  /** Whether it takes a value. */
  boolean takes(Object value);

  /**
   * @param least taken
   * @param most taken
   * @param whole whether it is rounded to a whole number
   */
  record Numeric(String name, double least, double most, boolean whole) implements Tunable {

    @Override
    public String allowed() {
      return "%s from %s to %s"
          .formatted(whole ? "whole numbers" : "numbers", plain(least), plain(most));
    }

    @Override
    public boolean takes(Object value) {
      return value instanceof Number number && holds(number.doubleValue());
    }

    /** Whether a number is within the bounds, and whole where it has to be. */
    boolean holds(double value) {
      return value >= least && value <= most && (!whole || value == Math.rint(value));
    }

    private static String plain(double number) {
      return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
  }

  record Word(String name, List<String> words) implements Tunable {
    public Word {
      words = List.copyOf(words);
    }

    @Override
    public String allowed() {
      return String.join(", ", words);
    }

    @Override
    public boolean takes(Object value) {
      return value instanceof String word && words.contains(word);
    }
  }

  static Tunable number(String name, double least, double most) {
    return new Numeric(name, least, most, false);
  }

  static Tunable whole(String name, int least, int most) {
    return new Numeric(name, least, most, true);
  }

  static Tunable word(String name, String... words) {
    return new Word(name, List.of(words));
  }
}
