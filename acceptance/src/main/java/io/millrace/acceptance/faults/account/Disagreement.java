package io.millrace.acceptance.faults.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether what the data assets list lies in the store, each file once, and what lies there is
 * listed. A file that is not listed may be a leftover of a landing that lost its race: its rows are
 * in listed files.
 */
final class Disagreement {

  private Disagreement() {}

  /** The files that no asset lists. */
  static List<String> unlisted(List<String> listed, List<String> lying) {
    List<String> unlisted = new ArrayList<>(lying);
    unlisted.removeAll(new HashSet<>(listed));
    return unlisted;
  }

  /**
   * @param stray files that no asset lists and that hold rows that no listed file has
   */
  static Optional<String> between(
      String folder, List<String> listed, List<String> lying, List<String> stray) {
    List<String> absent = new ArrayList<>(listed);
    absent.removeAll(new HashSet<>(lying));
    List<String> twice = new ArrayList<>();
    Set<String> once = new HashSet<>();
    for (String path : listed) {
      if (!once.add(path)) {
        twice.add(path);
      }
    }
    if (stray.isEmpty() && absent.isEmpty() && twice.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the assets and the store disagree; rows in no asset: %s; in an asset and not in the store:"
                .formatted(folder, first(stray))
            + " %s; in two assets: %s".formatted(first(absent), first(twice)));
  }

  private static List<String> first(List<String> paths) {
    return paths.subList(0, Math.min(20, paths.size()));
  }
}
