package io.millrace.acceptance.faults.measure;

import java.util.OptionalDouble;

/** Reads single values out of what a service tells Prometheus. */
public final class Prometheus {

  private Prometheus() {}

  /**
   * The sum of all samples of a name that have a label.
   *
   * @param label such as {@code area="heap"}; empty for all
   */
  public static OptionalDouble sum(String text, String name, String label) {
    double sum = 0;
    boolean found = false;
    for (String line : text.lines().toList()) {
      boolean named = line.startsWith(name + "{") || line.startsWith(name + " ");
      if (named && line.contains(label)) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        found = true;
      }
    }
    return found ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }
}
