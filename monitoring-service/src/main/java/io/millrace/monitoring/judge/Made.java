package io.millrace.monitoring.judge;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRejected;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.TrafficChanged;
import io.millrace.message.TrafficObserved;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a problem's traffic, as people read it.
 *
 * @param number the highest is in force
 * @param version that was promoted or rolled back; null where the shares were changed
 */
public record Made(
    int number,
    What what,
    @Nullable Integer version,
    String reason,
    String by,
    @Nullable Evidence evidence,
    Traffic traffic,
    Instant at) {

  /** What was decided. */
  public enum What {
    PROMOTED,
    ROLLED_BACK,
    TRAFFIC_CHANGED
  }

  /** Empty for a message that decides nothing about traffic. */
  public static Optional<Made> of(ControlMessage message) {
    return switch (message) {
      case ModelPromoted m ->
          Optional.of(
              made(
                  What.PROMOTED,
                  m.version(),
                  m.reason(),
                  m.by(),
                  m.evidence(),
                  m.traffic(),
                  m.promotedAt()));
      case ModelRolledBack m ->
          Optional.of(
              made(
                  What.ROLLED_BACK,
                  m.from(),
                  m.reason(),
                  m.by(),
                  m.evidence(),
                  m.traffic(),
                  m.rolledBackAt()));
      case TrafficChanged m ->
          Optional.of(
              made(
                  What.TRAFFIC_CHANGED,
                  null,
                  m.reason(),
                  m.by(),
                  null,
                  m.traffic(),
                  m.changedAt()));
      case ProblemApplied _,
          ProblemDeleted _,
          DataArrived _,
          ModelRegistered _,
          ModelRejected _,
          DriftDetected _,
          TrafficObserved _,
          Alert _ ->
          Optional.empty();
    };
  }

  /** What it was read from. */
  ControlMessage message(ProblemName problem) {
    int about = version == null ? 0 : version;
    return switch (what) {
      case PROMOTED -> new ModelPromoted(problem, about, reason, by, evidence, traffic, at);
      case ROLLED_BACK ->
          new ModelRolledBack(
              problem, about, traffic.champion(), reason, by, evidence, traffic, at);
      case TRAFFIC_CHANGED -> new TrafficChanged(problem, reason, by, traffic, at);
    };
  }

  private static Made made(
      What what,
      @Nullable Integer version,
      String reason,
      String by,
      @Nullable Evidence evidence,
      Traffic traffic,
      Instant at) {
    return new Made(traffic.decision(), what, version, reason, by, evidence, traffic, at);
  }
}
