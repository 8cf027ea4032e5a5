package io.millrace.event;

import java.util.List;
import java.util.Optional;

/** One named value of an event. */
public sealed interface Feature {

  String name();

  /** Whether an event may come without it. */
  boolean optional();

  /**
   * A finite number.
   *
   * @param range what is accepted; absent: any finite number
   */
  record Number(String name, boolean optional, Optional<Range> range) implements Feature {}

  /**
   * A word out of a set.
   *
   * @param values the words accepted; empty: any
   */
  record Category(String name, boolean optional, List<String> values) implements Feature {
    public Category {
      values = List.copyOf(values);
    }
  }

  /** True or false; scored as 1 or 0. */
  record Bool(String name, boolean optional) implements Feature {}

  /** Both ends included. */
  record Range(double min, double max) {
    public boolean holds(double value) {
      return value >= min && value <= max;
    }
  }
}
