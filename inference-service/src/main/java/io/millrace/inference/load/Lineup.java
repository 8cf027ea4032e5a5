package io.millrace.inference.load;

import io.millrace.rollout.Challenger;
import java.util.List;
import java.util.stream.Stream;

/** The versions that serve a problem at one time, each of them loaded. */
record Lineup(LoadedVersion champion, List<Tried> challengers) {

  Lineup {
    challengers = List.copyOf(challengers);
  }

  /** A version that is tried beside the champion. */
  record Tried(Challenger challenger, LoadedVersion version) {}

  List<LoadedVersion> all() {
    return Stream.concat(Stream.of(champion), challengers.stream().map(Tried::version)).toList();
  }
}
