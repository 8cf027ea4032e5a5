package io.millrace.acceptance.fuzz;

import java.util.List;

/**
 * What the fuzzer calls, in a process of its own: an input goes to every boundary of the family
 * that the system property {@value #FAMILY} names.
 */
public final class FuzzTarget {

  static final String FAMILY = "millrace.fuzz.family";

  private static List<Boundary> boundaries = List.of();

  private FuzzTarget() {}

  public static void fuzzerInitialize() {
    boundaries = Family.valueOf(System.getProperty(FAMILY)).boundaries();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    for (Boundary boundary : boundaries) {
      try {
        boundary.take(input);
      } catch (RuntimeException | Error broken) {
        throw new AssertionError("At the boundary " + boundary.name(), broken);
      }
    }
  }
}
