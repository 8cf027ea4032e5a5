package io.millrace.monitoring.judge;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a problem's rollouts at one moment.
 *
 * @param evidence by version, of those that are tried
 * @param decisions the latest first
 * @param began when a former problem of this name was deleted
 */
public record Known(
    ProblemName problem,
    Rollouts rollouts,
    Map<Integer, Evidence> evidence,
    List<Made> decisions,
    Instant began) {

  private static final int AT_A_TIME = 20;

  public static Known of(Problem problem, Recall recall, Rules rules) {
    Rollouts rollouts = recall.rollouts();
    Map<Integer, Evidence> evidence = new HashMap<>();
    for (Trial trial : recall.trials()) {
      Terms terms = Terms.of(rollouts.rollout(trial.challenger()));
      Comparison comparison = new Comparison(problem.define(), terms, rules.alpha());
      evidence.put(trial.challenger(), comparison.evidence(trial));
    }
    return new Known(problem.name(), rollouts, evidence, recall.decisions(), recall.began());
  }

  /** With what has been decided and not been heard of yet, as far as the store says. */
  public Known caughtUp(Decisions store) {
    Rollouts now = rollouts;
    List<Made> all = new ArrayList<>(decisions);
    for (int i = 0; i < AT_A_TIME; i++) {
      if (!(store.find(problem, now.next()) instanceof Decisions.Found.Here(Decision decision))) {
        break;
      }
      Made made = decision.made();
      if (made.at().isAfter(began)) {
        all.addFirst(made);
        now = now.decided(made.traffic());
      } else {
        now = now.skip(decision.number());
      }
    }
    return new Known(problem, now, evidence, all, began);
  }
}
