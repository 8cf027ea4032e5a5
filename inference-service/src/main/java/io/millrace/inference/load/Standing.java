package io.millrace.inference.load;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a problem stands.
 *
 * @param stated whether there is such a problem
 * @param serving the version that serves; 0 while none does
 * @param refused why, by version
 * @param trouble what keeps the newest version from being had for now
 */
public record Standing(
    boolean stated, int serving, SortedMap<Integer, String> refused, Optional<String> trouble) {

  public Standing {
    refused = Collections.unmodifiableSortedMap(refused);
  }
}
