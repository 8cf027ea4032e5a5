package io.millrace.problem;

import java.util.Map;

final class ProblemReader {

  private final Map<String, ?> tree;

  ProblemReader(Map<String, ?> tree) {
    this.tree = tree;
  }

  ProblemFile read() {
    throw new IllegalStateException("to come: " + tree.keySet());
  }
}
