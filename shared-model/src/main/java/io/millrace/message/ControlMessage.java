package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.Optional;

/**
 * What services tell each other about a problem. The family is closed in code and open on the wire:
 * a consumer leaves a type it does not know alone.
 */
public sealed interface ControlMessage
    permits ProblemApplied,
        ProblemDeleted,
        DataArrived,
        ModelRegistered,
        ModelRejected,
        ModelPromoted,
        ModelRolledBack,
        TrafficChanged,
        DriftDetected,
        TrafficObserved,
        Alert {

  /** Every type there is. */
  List<Class<? extends ControlMessage>> TYPES =
      List.of(
          ProblemApplied.class,
          ProblemDeleted.class,
          DataArrived.class,
          ModelRegistered.class,
          ModelRejected.class,
          ModelPromoted.class,
          ModelRolledBack.class,
          TrafficChanged.class,
          DriftDetected.class,
          TrafficObserved.class,
          Alert.class);

  /** The problem it is about. */
  ProblemName problem();

  /** The topic it travels on. */
  @JsonIgnore
  default String topic() {
    return switch (this) {
      case ProblemApplied _, ProblemDeleted _ -> Topics.PROBLEMS;
      case DataArrived _ -> Topics.DATA_ARRIVED;
      case ModelRegistered _,
          ModelRejected _,
          ModelPromoted _,
          ModelRolledBack _,
          TrafficChanged _ ->
          Topics.MODELS;
      case DriftDetected _ -> Topics.DRIFT_DETECTED;
      case TrafficObserved _ -> Topics.PREDICTIONS;
      case Alert _ -> Topics.ALERTS;
    };
  }

  /** The key it is ordered and compacted by. */
  @JsonIgnore
  default String key() {
    return switch (this) {
      case ModelRegistered m -> m.problem() + "/" + m.version();
      case ModelRejected m -> m.problem() + "/rejected/" + m.run();
      case ModelPromoted m -> m.problem() + "/promoted";
      case ModelRolledBack m -> m.problem() + "/rolled-back";
      case TrafficChanged m -> m.problem() + "/traffic";
      default -> problem().value();
    };
  }

  /** The CloudEvents type: {@code io.millrace.data-arrived.v1}. */
  static String typeOf(Class<? extends ControlMessage> type) {
    return "io.millrace."
        + type.getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(java.util.Locale.ROOT)
        + ".v1";
  }

  /** The class that a CloudEvents type stands for; empty for one this version does not know. */
  static Optional<Class<? extends ControlMessage>> classOf(String type) {
    return TYPES.stream().filter(known -> typeOf(known).equals(type)).findFirst();
  }
}
