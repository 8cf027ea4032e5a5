package io.millrace.acceptance.fuzz;

import java.util.List;

/** A place where bytes from outside are read, and what has to hold whatever they are. */
interface Boundary {

  String name();

  /** Good inputs to start from, small ones. */
  List<byte[]> seeds();

  /**
   * Reads an input.
   *
   * @throws RuntimeException or an {@link AssertionError}, where the boundary breaks its promise
   */
  void take(byte[] input);
}
