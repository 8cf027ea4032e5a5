package io.millrace.monitoring.judge;

import io.millrace.event.Role;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Traffic;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What an operator wants of a problem's traffic. */
public sealed interface Wish {

  /** That a version answers everybody. */
  record Promote(int version) implements Wish {}

  /**
   * That a version is taken out.
   *
   * @param version empty for the canary, or, where there is none, for the champion
   */
  record RollBack(OptionalInt version) implements Wish {}

  /** That these are tried beside the champion, and no others. */
  record Try(List<Challenger> challengers) implements Wish {
    public Try {
      challengers = List.copyOf(challengers);
    }
  }

  /** What becomes of a wish. */
  sealed interface Answer {

    /**
     * @param version that is promoted or taken out; 0 where shares change
     */
    record Granted(int version, Traffic traffic) implements Answer {}

    /** A version that was never registered. */
    record Unknown(String reason) implements Answer {}

    /** It cannot be as things stand. */
    record Refused(String reason) implements Answer {}
  }

  default Answer under(Rollouts rollouts) {
    return switch (this) {
      case Promote(int version) -> promote(version, rollouts);
      case RollBack(OptionalInt version) -> rollBack(version, rollouts);
      case Try(List<Challenger> challengers) -> attempt(challengers, rollouts);
    };
  }

  private static Answer promote(int version, Rollouts rollouts) {
    Traffic now = rollouts.traffic();
    if (!rollouts.versions().contains(version)) {
      return unknown(version, rollouts);
    }
    return version == now.champion()
        ? new Answer.Refused("version: found %d, which is the champion already".formatted(version))
        : new Answer.Granted(version, now.promoted(version));
  }

  private static Answer rollBack(OptionalInt wanted, Rollouts rollouts) {
    Traffic now = rollouts.traffic();
    int version = wanted.orElseGet(() -> canary(now).orElse(now.champion()));
    List<Integer> taking = now.versions();
    if (version == 0 || !taking.contains(version)) {
      return wanted.isPresent() && !rollouts.versions().contains(version)
          ? unknown(version, rollouts)
          : new Answer.Refused(
              "version: found %d, which has no part in the traffic; allowed: %s"
                  .formatted(version, listed(taking)));
    }
    if (version != now.champion()) {
      return new Answer.Granted(version, now.rolledBack(version, now.champion()));
    }
    OptionalInt before = rollouts.predecessor();
    return before.isPresent()
        ? new Answer.Granted(version, now.rolledBack(version, before.getAsInt()))
        : new Answer.Refused(
            "version: found %d, the champion, before which there is none to go back to; promote another version first, allowed: %s"
                .formatted(version, listed(others(version, rollouts))));
  }

  private static OptionalInt canary(Traffic traffic) {
    return traffic.challengers().stream()
        .filter(challenger -> challenger.role() == Role.CANARY)
        .mapToInt(Challenger::version)
        .findFirst();
  }

  private static Answer attempt(List<Challenger> wanted, Rollouts rollouts) {
    Traffic now = rollouts.traffic();
    for (Challenger each : wanted) {
      if (!rollouts.versions().contains(each.version())) {
        return unknown(each.version(), rollouts);
      }
      if (each.version() == now.champion()) {
        return new Answer.Refused(
            "challengers: found version %d, which is the champion; allowed: %s"
                .formatted(each.version(), listed(others(each.version(), rollouts))));
      }
    }
    try {
      return new Answer.Granted(0, now.trying(wanted));
    } catch (IllegalArgumentException e) {
      return new Answer.Refused(
          "challengers: found %s; allowed: at most %d versions beside a champion, one of them a canary"
              .formatted(
                  listed(wanted.stream().map(Challenger::version).toList()),
                  Traffic.MOST_CHALLENGERS));
    }
  }

  private static Answer unknown(int version, Rollouts rollouts) {
    return new Answer.Unknown(
        "version: found %d, which is not registered; allowed: %s"
            .formatted(version, listed(rollouts.versions())));
  }

  private static List<Integer> others(int version, Rollouts rollouts) {
    return rollouts.versions().stream().filter(each -> each != version).toList();
  }

  private static String listed(List<Integer> versions) {
    return versions.isEmpty()
        ? "none"
        : versions.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
