package io.millrace.problem;

import io.millrace.problem.Rollout.Mode;
import java.util.Optional;

/**
 * Reads {@code rollout: manual} and {@code rollout: {canary: 10%, promote-after: 500 predictions}}.
 */
final class RolloutReader {

  private static final int LEAST_PREDICTIONS = 20;
  private static final double LARGEST_TOLERANCE = 0.5;

  private static final String ALLOWED =
      "immediate, canary, shadow, manual, or {canary: 10%} or {shadow: 100%} with promote-after and"
          + " tolerance";

  private final Optional<Task> task;

  RolloutReader(Optional<Task> task) {
    this.task = task;
  }

  Rollout read(Node node) {
    if (node.isAbsent()) {
      return Rollout.IMMEDIATE;
    }
    Rollout rollout =
        node.value() instanceof String
            ? ofWord(node.word(Mode.values(), Mode::word).orElse(Mode.IMMEDIATE))
            : ofSection(node);
    if (rollout.compares() && task.filter(Task.FORECASTING::equals).isPresent()) {
      node.refuse(
          "immediate, manual: what is known of a series belongs to the one version that forecasts"
              + " it");
    }
    return rollout;
  }

  private static Rollout ofWord(Mode mode) {
    return switch (mode) {
      case IMMEDIATE -> Rollout.IMMEDIATE;
      case MANUAL -> Rollout.MANUAL;
      case CANARY -> Rollout.canary(Rollout.CANARY_SHARE);
      case SHADOW -> Rollout.shadow(Rollout.SHADOW_SHARE);
    };
  }

  private static Rollout ofSection(Node node) {
    Section section = node.section(ALLOWED);
    Node canary = section.at(Mode.CANARY.word());
    Node shadow = section.at(Mode.SHADOW.word());
    if (canary.isAbsent() && shadow.isAbsent() && !section.isBroken()) {
      node.refuse(ALLOWED);
    }
    if (!canary.isAbsent() && !shadow.isAbsent()) {
      shadow.refuseSaying("a shadow beside a canary", "one of canary, shadow");
    }
    double canaryShare = Quantity.share(canary, 1).orElse(Rollout.CANARY_SHARE);
    double shadowShare = Quantity.share(shadow, 1).orElse(Rollout.SHADOW_SHARE);
    int promoteAfter =
        Quantity.count(section.at("promote-after"), "prediction", LEAST_PREDICTIONS)
            .orElse(Rollout.PROMOTE_AFTER);
    double tolerance =
        Quantity.shareOrNone(section.at("tolerance"), LARGEST_TOLERANCE).orElse(Rollout.TOLERANCE);
    section.end();
    return shadow.isAbsent()
        ? new Rollout(Mode.CANARY, canaryShare, promoteAfter, tolerance)
        : new Rollout(Mode.SHADOW, shadowShare, promoteAfter, tolerance);
  }
}
