package io.millrace.ingestion.problems;

import io.millrace.problem.ProblemName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What this service published and has not heard back yet. What comes before the last of it is older
 * than what is known here. A message may be compacted away before it is heard: one that follows it
 * settles it too. Not for concurrent use.
 */
final class Echoes {

  private final Map<ProblemName, Deque<Own>> expected = new HashMap<>();

  private sealed interface Own {}

  private record Statement(long version) implements Own {}

  private record Deletion() implements Own {}

  void expectStatement(ProblemName name, long version) {
    expect(name, new Statement(version));
  }

  void expectDeletion(ProblemName name) {
    expect(name, new Deletion());
  }

  boolean isOlderThanOwn(ProblemName name, long version) {
    return hear(name, new Statement(version));
  }

  boolean isDeletionOlderThanOwn(ProblemName name) {
    return hear(name, new Deletion());
  }

  private void expect(ProblemName name, Own own) {
    expected.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(own);
  }

  /** An own message itself counts too: it is known already. */
  private boolean hear(ProblemName name, Own heard) {
    Deque<Own> own = expected.get(name);
    if (own == null) {
      return false;
    }
    if (own.contains(heard)) {
      while (!own.remove().equals(heard)) {
        continue;
      }
    }
    if (own.isEmpty()) {
      expected.remove(name);
    }
    return true;
  }
}
