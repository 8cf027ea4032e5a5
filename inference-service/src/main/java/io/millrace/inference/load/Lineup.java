package io.millrace.inference.load;

import io.millrace.event.Role;
import io.millrace.rollout.Challenger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions that serve a problem at one time. */
record Lineup(ServingVersion champion, List<Tried> challengers) {

  Lineup {
    challengers = List.copyOf(challengers);
  }

  /** A version that is tried beside the champion. */
  record Tried(Challenger challenger, ServingVersion version) {}

  /** One version alone, which is waited for; empty where it is none of these. */
  Optional<Cast> acquire(int version) {
    if (champion.version() == version) {
      return champion.model().acquire().map(lease -> Cast.only(Role.CHAMPION, lease));
    }
    return challengers.stream()
        .filter(tried -> tried.challenger().version() == version)
        .findFirst()
        .flatMap(
            tried ->
                tried
                    .version()
                    .model()
                    .acquire()
                    .map(lease -> Cast.only(tried.challenger().role(), lease)));
  }

  /** The champion first. */
  List<ServingVersion> all() {
    return Stream.concat(Stream.of(champion), challengers.stream().map(Tried::version)).toList();
  }
}
