package io.millrace.acceptance.faults.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the data assets list exactly the files that lie in the store, each once. */
final class Disagreement {

  private Disagreement() {}

  static Optional<String> between(String folder, List<String> listed, List<String> lying) {
    List<String> unlisted = new ArrayList<>(lying);
    unlisted.removeAll(new HashSet<>(listed));
    List<String> absent = new ArrayList<>(listed);
    absent.removeAll(new HashSet<>(lying));
    List<String> twice = new ArrayList<>();
    Set<String> once = new HashSet<>();
    for (String path : listed) {
      if (!once.add(path)) {
        twice.add(path);
      }
    }
    if (unlisted.isEmpty() && absent.isEmpty() && twice.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: the assets and the store disagree; in no asset: %s; in an asset and not in the store:"
                .formatted(folder, first(unlisted))
            + " %s; in two assets: %s".formatted(first(absent), first(twice)));
  }

  private static List<String> first(List<String> paths) {
    return paths.subList(0, Math.min(20, paths.size()));
  }
}
