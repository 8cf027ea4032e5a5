package io.millrace.monitoring.web;

import io.millrace.monitoring.judge.Known;
import io.millrace.monitoring.judge.Made;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who answers a problem's events, who is tried, and what was decided.
 *
 * @param champion null before any version answers
 * @param registered every version that a decision may name
 * @param rolledBack versions that were taken out, and do not come back by themselves
 * @param decisions the latest first
 */
record RolloutAnswer(
    ProblemName problem,
    @Nullable Integer champion,
    List<Challenging> challengers,
    List<Integer> registered,
    List<Integer> rolledBack,
    List<Decided> decisions) {

  /**
   * @param role {@code canary} or {@code shadow}
   * @param evidence null before the first event that both were asked about
   */
  record Challenging(int version, String role, double share, @Nullable Evidence evidence) {

    private static Challenging of(Challenger challenger, @Nullable Evidence evidence) {
      return new Challenging(
          challenger.version(), challenger.role().word(), challenger.share(), evidence);
    }
  }

  /**
   * @param decision its number; the highest is in force
   * @param what {@code promoted}, {@code rolled-back} or {@code traffic-changed}
   * @param version that was; null where shares were changed
   * @param by the service or the caller that decided it
   */
  record Decided(
      int decision,
      String what,
      @Nullable Integer version,
      String reason,
      String by,
      @Nullable Evidence evidence,
      Traffic traffic,
      Instant at) {

    static Decided of(Made made) {
      return new Decided(
          made.number(),
          made.what().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          made.version(),
          made.reason(),
          made.by(),
          made.evidence(),
          made.traffic(),
          made.at());
    }
  }

  static RolloutAnswer of(Known known) {
    Traffic traffic = known.rollouts().traffic();
    return new RolloutAnswer(
        known.problem(),
        traffic.champion() == 0 ? null : traffic.champion(),
        traffic.challengers().stream()
            .map(each -> Challenging.of(each, known.evidence().get(each.version())))
            .toList(),
        known.rollouts().versions(),
        traffic.rolledBack(),
        known.decisions().stream().map(Decided::of).toList());
  }
}
