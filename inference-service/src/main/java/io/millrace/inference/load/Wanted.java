package io.millrace.inference.load;

import io.millrace.rollout.Challenger;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The versions that are to serve a problem.
 *
 * @param champion 0 for none
 */
record Wanted(int champion, List<Challenger> challengers) {

  static final Wanted NONE = new Wanted(0, List.of());

  Wanted {
    challengers = List.copyOf(challengers);
  }

  /** The champion first. */
  List<Integer> versions() {
    Stream<Integer> first = champion == 0 ? Stream.empty() : Stream.of(champion);
    return Stream.concat(first, challengers.stream().map(Challenger::version)).toList();
  }

  /** With another leader, and of the challengers those that there are. */
  Wanted only(int leader, IntPredicate available) {
    return new Wanted(
        leader,
        challengers.stream()
            .filter(each -> each.version() != leader && available.test(each.version()))
            .toList());
  }

  /**
   * As much of it as is loaded.
   *
   * @param leads now, and goes on until the champion is there; 0 for none
   */
  Wanted asFarAs(Set<Integer> loaded, int leads) {
    int leader = loaded.contains(champion) ? champion : leads;
    return champion == 0 || leader == 0 ? NONE : only(leader, loaded::contains);
  }
}
