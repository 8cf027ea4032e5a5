package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a problem stands.
 *
 * @param stated whether there is such a problem
 * @param serving the version that serves; 0 while none does
 * @param waits the newest version that waits to be promoted while none serves; 0 for none
 * @param refused why, by version
 * @param trouble what keeps a version from being had for now
 */
public record Standing(
    boolean stated,
    int serving,
    int waits,
    SortedMap<Integer, String> refused,
    Optional<String> trouble) {

  public Standing {
    refused = Collections.unmodifiableSortedMap(refused);
  }

  /** That a version waits, and what for; empty where none does. */
  public Optional<String> waitsSaying(ProblemName problem) {
    return waits == 0
        ? Optional.empty()
        : Optional.of(
            "Version %d waits to be promoted: ./millrace promote %s %d"
                .formatted(waits, problem, waits));
  }
}
