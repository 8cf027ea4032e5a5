package io.millrace.acceptance.fuzz;

/** What has to hold; cheap enough for a million inputs. */
final class Invariant {

  private Invariant() {}

  static void holds(boolean condition, String promise, Object found) {
    if (!condition) {
      throw new AssertionError(promise + ", but found " + found);
    }
  }

  static void same(Object expected, Object found, String promise) {
    if (!expected.equals(found)) {
      throw new AssertionError("%s: expected %s, but found %s".formatted(promise, expected, found));
    }
  }
}
