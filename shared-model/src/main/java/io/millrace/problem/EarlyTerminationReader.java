package io.millrace.problem;

import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.Bandit;
import io.millrace.problem.EarlyTermination.MedianStopping;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.EarlyTermination.Slack;
import io.millrace.problem.EarlyTermination.TruncationSelection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads {@code early-termination: {policy: bandit, slack-factor: 0.1}}. */
final class EarlyTerminationReader {

  private static final int DEFAULT_FACTOR = 3;
  private static final int MOST_FACTOR = 10;
  private static final int FIRST_RUNG = 4;
  private static final int DEFAULT_PERCENTAGE = 20;

  private final Node policy;
  private final Node factor;
  private final Node slackFactor;
  private final Node slackAmount;
  private final Node percentage;
  private final Node interval;
  private final Node delay;

  EarlyTerminationReader(Section section) {
    policy = section.at("policy");
    factor = section.at("reduction-factor");
    slackFactor = section.at("slack-factor");
    slackAmount = section.at("slack-amount");
    percentage = section.at("truncation-percentage");
    interval = section.at("evaluation-interval");
    delay = section.at("delay-evaluation");
    section.end();
  }

  private enum Policy {
    ASHA,
    BANDIT,
    MEDIAN_STOPPING,
    TRUNCATION_SELECTION,
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  EarlyTermination read() {
    Policy chosen = policy.word(Policy.values(), Policy::word).orElse(Policy.ASHA);
    if (chosen != Policy.ASHA) {
      refuse(chosen, factor);
    }
    if (chosen != Policy.BANDIT) {
      refuse(chosen, slackFactor, slackAmount);
    }
    if (chosen != Policy.TRUNCATION_SELECTION) {
      refuse(chosen, percentage);
    }
    return switch (chosen) {
      case ASHA -> new Asha(whole(factor, 2, MOST_FACTOR, DEFAULT_FACTOR), pace(FIRST_RUNG));
      case BANDIT -> new Bandit(slack(), pace(1));
      case MEDIAN_STOPPING -> new MedianStopping(pace(1));
      case TRUNCATION_SELECTION ->
          new TruncationSelection(whole(percentage, 1, 99, DEFAULT_PERCENTAGE), pace(1));
      case NONE -> {
        refuse(chosen, interval, delay);
        yield new None();
      }
    };
  }

  private static void refuse(Policy policy, Node... others) {
    for (Node other : others) {
      if (!other.isAbsent()) {
        other.refuse("nothing: policy %s has no such key".formatted(policy.word()));
      }
    }
  }

  private Pace pace(int usual) {
    return new Pace(
        whole(interval, 1, Search.EVALUATIONS, usual), whole(delay, 0, Search.EVALUATIONS, 0));
  }

  private Slack slack() {
    String allowed = "a number above 0";
    List<Node> given =
        List.of(slackFactor, slackAmount).stream().filter(node -> !node.isAbsent()).toList();
    if (given.size() != 1) {
      (given.isEmpty() ? policy : slackAmount)
          .refuseSaying(
              given.isEmpty() ? "bandit without a slack" : "a second slack",
              "one of slack-factor, slack-amount");
      return new Slack.Factor(1);
    }
    OptionalDouble slack = given.getFirst().number(Double.MIN_VALUE, Double.MAX_VALUE, allowed);
    return given.getFirst() == slackFactor
        ? new Slack.Factor(slack.orElse(1))
        : new Slack.Amount(slack.orElse(1));
  }

  private static int whole(Node node, int least, int most, int usual) {
    String allowed = "a whole number from %d to %d".formatted(least, most);
    OptionalLong number = node.whole(allowed);
    if (number.isPresent() && (number.getAsLong() < least || number.getAsLong() > most)) {
      node.refuse(allowed);
      return usual;
    }
    return (int) number.orElse(usual);
  }
}
